import { TextField } from './field'

/** The code that an admin reads out before someone enrolls. `orLink`: nothing else says that a link may have been sent instead. */
export function EnrollmentCodeField({ orLink = false, autoFocus = false }) {
  return (
    <TextField
      name="enrollmentCode"
      label="Enrollment code"
      hint={
        orLink
          ? '8 letters and digits, from your admin. If you got an email with a link instead, open the link in this browser.'
          : '8 letters and digits, from your admin.'
      }
      maxLength={64}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      autoFocus={autoFocus}
    />
  )
}
