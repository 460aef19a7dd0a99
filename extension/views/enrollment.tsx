import QRCode from 'qrcode'
import { useMemo, useState } from 'react'
import { Button } from '@/components/display/button'
import { ButtonRow } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { CodeField } from '@/components/forms/code-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { EnrollmentSteps } from '@/components/two-factor/enrollment-steps'
import { forget, keep, type PendingSignIn, type Server } from '../kept'
import { clientOf } from '../server'
import { currentView, endsSignIn, overView } from '../view'
import { Page } from './page'
import type { Go } from './popup'
import { failed, retryAt, TimeLeft } from './problem'

/** Scanning and confirming, where 2FA is required and not set up. */
export function EnrollmentView({
  server,
  pending,
  setupKey,
  uri,
  go,
}: {
  server: Server
  pending: PendingSignIn
  setupKey: string
  uri: string
  go: Go
}) {
  const [until, setUntil] = useState<number | null>(null)
  const modules = useMemo(() => QRCode.create(uri, { errorCorrectionLevel: 'M' }).modules, [uri])
  return (
    <Page
      title="Set up two-factor authentication"
      intro="Your organization requires it. It takes a minute."
      server={server}
    >
      <EnrollmentSteps modules={modules} setupKey={setupKey} uri={uri} compact>
        <ActionForm
          action={async (_state, form) => {
            const code = String(form.get('code') ?? '')
            const answer = await clientOf(server).finishWithEnrollment({ challenge: pending.challenge, code })
            if (answer.ok) {
              await keep('recoveryCodes', { email: pending.email, codes: answer.value.recoveryCodes })
              await forget('pending')
              go(await currentView())
              return { status: 'done' }
            }
            setUntil(retryAt(answer.problem))
            if (endsSignIn(answer)) go(await overView(server, answer.problem.detail))
            return failed(answer.problem)
          }}
        >
          <CodeField />
          <ButtonRow>
            <SubmitButton>Verify and turn on</SubmitButton>
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
        {until !== null && <TimeLeft until={until} />}
      </EnrollmentSteps>
    </Page>
  )
}
