/** What of a person is kept sealed. */
export type Secret = 'authenticator' | 'setup-key' | 'recovery-codes' | 'invitation-link' | 'passkey'

/** The same as people read it. */
export const secretWords: Record<Secret, string> = {
  authenticator: 'Authenticator',
  'setup-key': 'Setup key',
  'recovery-codes': 'Recovery codes',
  'invitation-link': 'Invitation link',
  passkey: 'Passkey',
}
