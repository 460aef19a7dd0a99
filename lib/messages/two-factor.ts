import { counted } from './codes'

/** What a reset took away. */
export type Removed = { authenticator: boolean; recoveryCodes: number; sessions: number; required: boolean }

/** What was taken away, as a mail says it. */
export function removedWords({ authenticator, recoveryCodes, sessions }: Omit<Removed, 'required'>): string {
  const parts = [counted(recoveryCodes, 'recovery code'), counted(sessions, 'session')]
  return [...(authenticator ? ['the authenticator'] : []), ...parts].join(', ')
}
