import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { listAuthenticators } from '@/lib/queries/authenticators'
import { listPasskeys } from '@/lib/queries/passkeys'
import { requireMember } from '@/lib/web/gates'
import type { PagePropsOf } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { RemoveAuthenticatorDialog, RenameAuthenticatorDialog } from '../../../dialogs'
import { worksHere } from '../../../passkeys'
import { Profile } from '../../../profile'

/** What the profile asks about one of so many authenticators and passkeys that work at least, by the last part of its address. */
const questions = new Map([
  ['rename', { title: 'Rename authenticator', Ask: RenameAuthenticatorDialog, least: 1 }],
  ['remove', { title: 'Remove authenticator?', Ask: RemoveAuthenticatorDialog, least: 2 }],
])

type Props = PagePropsOf<{ id: string; question: string }>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: questions.get((await params).question)?.title ?? 'Page not found' }
}

export default async function AuthenticatorQuestionPage({ params }: Props) {
  const member = await requireMember()
  const { id, question } = await params
  const { Ask, least } = questions.get(question) ?? notFound()
  const ctx = await requestContext()
  const all = await listAuthenticators(ctx, member)
  const others = (await listPasskeys(ctx, member)).filter(worksHere)
  const authenticator = all.find((one) => one.id === id)
  // Without a redirect where it no longer arises, as with the other questions of the profile.
  return (
    <Profile member={member}>
      {authenticator && all.length + others.length >= least && (
        <Ask account={member.email} authenticator={authenticator} />
      )}
    </Profile>
  )
}
