import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import type { Member } from '@/lib/actors'
import { deadlineOnceOff } from '@/lib/queries/policy/deadline'
import { listOwnSessions } from '@/lib/queries/sessions/list'
import { twoFactorState } from '@/lib/queries/two-factor'
import { requireMember } from '@/lib/web/gates'
import type { PagePropsOf } from '@/lib/web/page-props'
import { leadIfSent } from '@/lib/web/question-over'
import { type RequestContext, requestContext } from '@/lib/web/request-context'
import {
  ChangeEmailDialog,
  ChangePasswordDialog,
  NewRecoveryCodesDialog,
  SignOutElsewhereDialog,
  TurnOffDialog,
} from '../dialogs'
import { Profile } from '../profile'

type Question = {
  title: string
  /** Null where it no longer arises: what it would change is not, or not any more, the person's to change. */
  ask: (ctx: RequestContext, member: Member) => Promise<ReactNode>
}

/** What the profile asks in a dialog, by the last part of its address. */
const questions = new Map<string, Question>([
  [
    'email',
    {
      title: 'Change your email address',
      ask: async (_, { email }) => <ChangeEmailDialog account={email} />,
    },
  ],
  [
    'password',
    { title: 'Change your password', ask: async (_, { email }) => <ChangePasswordDialog account={email} /> },
  ],
  [
    'recovery-codes',
    {
      title: 'Make new recovery codes?',
      async ask(ctx, member) {
        const { enabled } = await twoFactorState(ctx, member)
        return enabled && <NewRecoveryCodesDialog account={member.email} />
      },
    },
  ],
  [
    'turn-off',
    {
      title: 'Turn off two-factor authentication?',
      async ask(ctx, member) {
        const { enabled, required, ...factors } = await twoFactorState(ctx, member)
        if (!enabled || required) return null
        const { authenticators, passkeys } = factors
        const again = await deadlineOnceOff(ctx, member)
        return <TurnOffDialog account={member.email} {...{ authenticators, passkeys, again }} />
      },
    },
  ],
  [
    'sign-out-elsewhere',
    {
      title: 'Sign out everywhere else?',
      async ask(ctx, member) {
        const others = (await listOwnSessions(ctx, member)).length - 1
        return others > 0 && <SignOutElsewhereDialog others={others} />
      },
    },
  ],
])

type Props = PagePropsOf<{ question: string }>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: questions.get((await params).question)?.title ?? 'Page not found' }
}

export default async function ProfileQuestionPage({ params }: Props) {
  const member = await requireMember()
  const question = questions.get((await params).question) ?? notFound()
  const asked = await question.ask(await requestContext(), member)
  return <Profile member={member}>{asked || (await leadIfSent('/profile'))}</Profile>
}
