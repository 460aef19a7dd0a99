import { type ReactNode, useState } from 'react'
import { ActionForm } from '@/components/forms/action-form'
import { CodeField } from '@/components/forms/code-field'
import { SubmitButton } from '@/components/forms/submit-button'
import type { Answer } from '../../client/client'
import { forget, type PendingSignIn, type Server } from '../kept'
import { clientOf, openPasskeyPage } from '../server'
import { currentView, endsSignIn, overView } from '../view'
import { Page, TabLink, TextButton } from './page'
import type { Go } from './popup'
import { failed, retryAt, TimeLeft } from './problem'

type SecondStep = { server: Server; pending: PendingSignIn; go: Go }
type Finished = Answer<'finishWithCode'> | Answer<'finishWithRecoveryCode'>
type Refused = { setUntil: (until: number | null) => void } & SecondStep

/** What follows a second step: who is signed in, a sentence beside the form, or the first step again. */
async function follow(answer: Finished, { server, go, setUntil }: Refused) {
  if (answer.ok) {
    await forget('pending')
    go(await currentView())
    return { status: 'done' as const }
  }
  setUntil(retryAt(answer.problem))
  if (endsSignIn(answer)) go(await overView(server, answer.problem.detail))
  return failed(answer.problem)
}

/** The six digits. */
export function CodeView(step: SecondStep) {
  const { server, pending } = step
  return (
    <SecondStepPage
      title="Enter your authentication code"
      intro={`Open your authenticator app and type the 6 digits for ${pending.email}.`}
      field={<CodeField autoFocus />}
      verify={(form) => {
        const code = String(form.get('code') ?? '')
        return clientOf(server).finishWithCode({ challenge: pending.challenge, code })
      }}
      instead="Use a recovery code"
      other="recovery-code"
      {...step}
    >
      <PasskeyLink server={server} pending={pending} />
      <p className="text-sm text-muted">
        Codes keep failing? Set your phone’s clock to automatic time.{' '}
        <TabLink server={server} path="/recovery">
          Lost your authenticator?
        </TabLink>
      </p>
    </SecondStepPage>
  )
}

/** Leads to the server's page for it, in a tab: an extension has no passkeys of its own. */
function PasskeyLink({ server, pending }: Pick<SecondStep, 'server' | 'pending'>) {
  const [why, setWhy] = useState<string | null>(null)
  return (
    <div className="grid gap-1.5">
      <TextButton
        onClick={async () => setWhy((await openPasskeyPage(server, pending.challenge))?.detail ?? null)}
      >
        Use your passkey
      </TextButton>
      <p role="status" className="text-sm text-muted empty:sr-only">
        {why}
      </p>
    </div>
  )
}

/** One of the ten instead. */
export function RecoveryCodeView(step: SecondStep) {
  const { server, pending } = step
  return (
    <SecondStepPage
      title="Use a recovery code"
      intro="Enter one of the 10 codes you saved when you turned on two-factor authentication. Each works once."
      field={<CodeField kind="recovery" name="recoveryCode" autoFocus />}
      verify={(form) => {
        const recoveryCode = String(form.get('recoveryCode') ?? '')
        return clientOf(server).finishWithRecoveryCode({ challenge: pending.challenge, recoveryCode })
      }}
      instead="Use your authenticator app"
      other="code"
      {...step}
    />
  )
}

function SecondStepPage({
  title,
  intro,
  field,
  verify,
  instead,
  other,
  children,
  ...step
}: {
  title: string
  intro: string
  field: ReactNode
  verify: (form: FormData) => Promise<Finished>
  /** What leads to the other of the two steps. */
  instead: string
  other: 'code' | 'recovery-code'
  children?: ReactNode
} & SecondStep) {
  const { server, pending, go } = step
  const [until, setUntil] = useState<number | null>(null)
  return (
    <Page title={title} intro={intro} server={server}>
      <ActionForm action={async (_state, form) => follow(await verify(form), { ...step, setUntil })}>
        {field}
        <SubmitButton full>Verify</SubmitButton>
      </ActionForm>
      {until !== null && <TimeLeft until={until} />}
      <div className="flex flex-wrap justify-between gap-x-4 gap-y-2">
        <TextButton onClick={() => go({ name: other, server, pending })}>{instead}</TextButton>
        <StartAgain server={server} go={go} />
      </div>
      {children}
    </Page>
  )
}

function StartAgain({ server, go }: { server: Server; go: Go }) {
  return (
    <TextButton
      onClick={async () => {
        await forget('pending')
        go({ name: 'sign-in', server })
      }}
    >
      Start again
    </TextButton>
  )
}
