import { ActionDialog } from '@/components/action-dialog'
import { CodeField } from '@/components/code-field'
import { PasswordField } from '@/components/password-field'
import { changeOwnPassword, makeNewRecoveryCodes, turnOff } from './actions'

/** *Turn off*: the password, nothing else. */
export function TurnOffDialog() {
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
        Your password alone will open your account again. Your recovery codes are deleted, and everything else
        that is signed in with your account is signed out.
      </p>
      <PasswordField name="password" required />
    </ActionDialog>
  )
}

/** *New recovery codes*: the old ones are void. */
export function NewRecoveryCodesDialog() {
  return (
    <ActionDialog
      id="new-codes"
      action={makeNewRecoveryCodes}
      trigger="New recovery codes"
      title="Make new recovery codes?"
      confirm="Make new codes"
    >
      <p className="text-muted">You get ten new codes. The old ones work no more.</p>
      <PasswordField name="password" required />
      <CodeField kind="recovery" name="code" label="Authentication code or recovery code" />
    </ActionDialog>
  )
}

export function ChangePasswordDialog() {
  return (
    <ActionDialog
      id="change-password"
      action={changeOwnPassword}
      trigger="Change password"
      title="Change your password"
      confirm="Change password"
      size="small"
    >
      <p className="text-muted">Everything else that is signed in with your account is signed out.</p>
      <PasswordField name="password" label="Current password" required />
      <PasswordField
        name="newPassword"
        label="New password"
        autoComplete="new-password"
        hint="At least 15 characters. Three or four words do well."
        required
      />
    </ActionDialog>
  )
}
