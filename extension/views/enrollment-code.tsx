import { Button } from '@/components/display/button'
import { ButtonRow } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { EnrollmentCodeField } from '@/components/forms/enrollment-code-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { forget, type PendingSignIn, type Server } from '../kept'
import { clientOf } from '../server'
import { overView } from '../view'
import { Page } from './page'
import type { Go } from './popup'
import { failed } from './problem'

/** What stands before the QR code where an admin required or reset it: the password alone shows no setup key. */
export function EnrollmentCodeView({
  server,
  pending,
  go,
}: {
  server: Server
  pending: PendingSignIn
  go: Go
}) {
  return (
    <Page
      title="Ask your admin for the enrollment code"
      intro="Before you set up two-factor authentication, show that it’s you. If you got an email with a link instead, open it and sign in there."
      server={server}
    >
      <ActionForm
        action={async (_state, form) => {
          const enrollmentCode = String(form.get('enrollmentCode') ?? '')
          const { challenge } = pending
          const key = await clientOf(server).startEnrollment({ challenge, enrollmentCode })
          if (key.ok) {
            go({ name: 'enrollment', server, pending, ...key.value })
            return { status: 'done' }
          }
          if (key.problem.code === 'challenge-over') go(await overView(server))
          return failed(key.problem)
        }}
      >
        <EnrollmentCodeField autoFocus />
        <ButtonRow>
          <SubmitButton>Continue</SubmitButton>
          <Button
            onClick={async () => {
              await forget('pending')
              go({ name: 'sign-in', server })
            }}
          >
            Sign out
          </Button>
        </ButtonRow>
      </ActionForm>
    </Page>
  )
}
