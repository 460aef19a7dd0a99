import { AccountName } from '@/components/forms/account-name'
import { ActionDialog } from '@/components/forms/action-dialog'
import { CodeField } from '@/components/forms/code-field'
import { TextField } from '@/components/forms/field'
import { NewPasswordField } from '@/components/forms/new-password-field'
import { PasswordField } from '@/components/forms/password-field'
import { changeOwnEmail, changeOwnPassword, makeNewRecoveryCodes, turnOff } from './actions'

/** *Turn off*: the password, nothing else. */
export function TurnOffDialog({ account }: { account: string }) {
  return (
    <ActionDialog
      id="turn-off"
      action={turnOff}
      trigger="Turn off"
      title="Turn off two-factor authentication?"
      confirm="Turn off"
      destructive
    >
      <p className="text-muted">
        You’ll sign in with a password only. Your recovery codes are deleted, and you’ll be signed out
        everywhere else.
      </p>
      <AccountName email={account} />
      <PasswordField name="password" required />
    </ActionDialog>
  )
}

/** *New recovery codes*: the old ones are void. */
export function NewRecoveryCodesDialog({ account }: { account: string }) {
  return (
    <ActionDialog
      id="new-codes"
      action={makeNewRecoveryCodes}
      trigger="New recovery codes"
      title="Make new recovery codes?"
      confirm="Make new codes"
    >
      <p className="text-muted">You’ll get 10 new codes. The old ones will no longer work.</p>
      <AccountName email={account} />
      <PasswordField name="password" required />
      <CodeField kind="recovery" name="code" label="Authentication code or recovery code" />
    </ActionDialog>
  )
}

/** *Change email*: it changes when the link sent there is used. */
export function ChangeEmailDialog({ account }: { account: string }) {
  return (
    <ActionDialog
      id="change-email"
      action={changeOwnEmail}
      trigger="Change email"
      title="Change your email address"
      confirm="Send link"
      size="small"
    >
      <p className="text-muted">
        We’ll send a link to the new address. Your address changes when you open it and confirm; until then,
        sign in as before.
      </p>
      <TextField name="email" label="New email" type="email" autoComplete="off" required />
      <AccountName email={account} />
      <PasswordField name="password" required />
    </ActionDialog>
  )
}

export function ChangePasswordDialog({ account }: { account: string }) {
  return (
    <ActionDialog
      id="change-password"
      action={changeOwnPassword}
      trigger="Change password"
      title="Change your password"
      confirm="Change password"
      size="small"
    >
      <p className="text-muted">You’ll be signed out everywhere else.</p>
      <AccountName email={account} />
      <PasswordField name="password" label="Current password" required />
      <NewPasswordField />
    </ActionDialog>
  )
}
