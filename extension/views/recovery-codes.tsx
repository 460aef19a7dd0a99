import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { RecoveryCodes } from '@/components/two-factor/recovery-codes'
import { forget, type Server } from '../kept'
import { currentView, type Me } from '../view'
import { Page } from './page'
import type { Go } from './popup'

/** The codes after enrollment. They stay, in memory, until the person says that they are saved. */
export function RecoveryCodesView({
  server,
  codes,
  me,
  go,
}: {
  server: Server
  codes: string[]
  me: Me
  go: Go
}) {
  return (
    <Page
      title="Two-factor authentication is on"
      intro="Keep these recovery codes where you would keep a spare key. Each opens your account once if your phone or passkey is gone. You won’t see them again."
      server={server}
    >
      <RecoveryCodes
        codes={codes}
        fileName="countersign-recovery-codes.txt"
        productName="Countersign"
        account={me.user.email}
      />
      <ActionForm
        action={async () => {
          await forget('recoveryCodes')
          go(await currentView())
          return { status: 'done' }
        }}
      >
        <CheckboxField name="saved" label="I have saved my recovery codes" required />
        <SubmitButton full>Continue</SubmitButton>
      </ActionForm>
    </Page>
  )
}
