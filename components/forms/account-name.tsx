/**
 * For password managers: whose password the form beside it asks for, where no field says so. Without it they save a new
 * password under no name, or under another. It is not sent.
 */
export function AccountName({ email }: { email: string }) {
  return <input type="email" autoComplete="username" value={email} readOnly hidden aria-label="Email" />
}
