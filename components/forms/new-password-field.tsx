import { PasswordField } from './password-field'

/** A password to be chosen, with what makes one good. */
export function NewPasswordField({
  name = 'newPassword',
  label = 'New password',
  autoFocus = false,
}: {
  name?: string
  label?: string
  autoFocus?: boolean
}) {
  return (
    <PasswordField
      name={name}
      label={label}
      autoComplete="new-password"
      hint="At least 15 characters. Three or four words work well."
      required
      autoFocus={autoFocus}
    />
  )
}
