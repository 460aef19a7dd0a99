import { useState } from 'react'
import { Notice } from '@/components/display/notice'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { TextField } from '@/components/forms/field'
import { PasswordField } from '@/components/forms/password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { timeLeft } from '../../client/client'
import { forget, keep, type Server } from '../kept'
import { clientOf } from '../server'
import { currentView, nextStep } from '../view'
import { Page, TabLink, TextButton } from './page'
import type { Go } from './popup'
import { failed, retryAt, TimeLeft } from './problem'

declare const BROWSER_NAME: string

const systems: Record<string, string> = {
  mac: 'macOS',
  win: 'Windows',
  linux: 'Linux',
  cros: 'ChromeOS',
  android: 'Android',
}

/** As it stands among the person's sessions: "Firefox on Linux". */
async function clientName(): Promise<string> {
  const { os } = await chrome.runtime.getPlatformInfo()
  return systems[os] ? `${BROWSER_NAME} on ${systems[os]}` : BROWSER_NAME
}

/** Email and password. */
export function PasswordView({ server, notice, go }: { server: Server; notice?: string; go: Go }) {
  const [until, setUntil] = useState<number | null>(null)
  return (
    <Page title="Sign in" server={server}>
      {notice && (
        <Notice live tone="warning">
          {notice}
        </Notice>
      )}
      <ActionForm
        action={async (_state, form) => {
          const email = String(form.get('email') ?? '')
          const password = String(form.get('password') ?? '')
          if (form.get('keep')) await keep('keep', true)
          else await forget('keep', 'refresh')
          const client = { kind: 'extension' as const, name: await clientName() }
          const answer = await clientOf(server).signIn({ email, password, client })
          if (!answer.ok) {
            setUntil(retryAt(answer.problem))
            return failed(answer.problem, { email, ...(form.get('keep') && { keep: 'on' }) })
          }
          await forget('ended')
          if (answer.value.status === 'signed-in') go(await currentView())
          else {
            const { status, challenge, expiresAt } = answer.value
            const step = status === 'code-required' ? ('code' as const) : ('enrollment' as const)
            const until = Date.now() + timeLeft(answer, expiresAt)
            const pending = { step, challenge, until, email }
            await keep('pending', pending)
            go(await nextStep(server, pending))
          }
          return { status: 'done' }
        }}
      >
        <TextField name="email" label="Email" type="email" autoComplete="username" required autoFocus />
        <PasswordField
          required
          aside={
            <TabLink server={server} path="/forgot-password">
              Forgot your password?
            </TabLink>
          }
        />
        <CheckboxField
          name="keep"
          label="Stay signed in after the browser closes"
          hint="Your sign-in is stored on this computer."
        />
        <SubmitButton full>Sign in</SubmitButton>
      </ActionForm>
      {until !== null && <TimeLeft until={until} />}
      <TextButton onClick={() => go({ name: 'server', address: server.origin })}>
        Use another server
      </TextButton>
    </Page>
  )
}
