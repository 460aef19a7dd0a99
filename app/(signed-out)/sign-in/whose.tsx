/** Whose sign-in goes on here, and the way back for whoever it is not. */
export function Whose({ email }: { email: string }) {
  return (
    <p className="text-sm text-muted [overflow-wrap:anywhere]">
      {`Signing in as ${email}. `}
      <a href="/sign-in">Back to sign in</a>
    </p>
  )
}
