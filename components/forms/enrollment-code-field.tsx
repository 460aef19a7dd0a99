import { TextField } from './field'

/** The code that an admin reads out before somebody enrolls. */
export function EnrollmentCodeField({ autoFocus = false }: { autoFocus?: boolean }) {
  return (
    <TextField
      name="enrollmentCode"
      label="Enrollment code"
      hint="8 letters and digits, from your admin."
      maxLength={64}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      autoFocus={autoFocus}
    />
  )
}
