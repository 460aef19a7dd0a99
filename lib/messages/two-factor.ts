import { counted } from './codes'

/** What a reset took away. */
export type Removed = { authenticator: boolean; recoveryCodes: number; sessions: number; required: boolean }

/** The same, where only that is told. */
export type Taken = Omit<Removed, 'required'>

/** What was taken away, as an email says it. */
export function removedWords({ authenticator, recoveryCodes, sessions }: Taken): string {
  const parts = [counted(recoveryCodes, 'recovery code'), counted(sessions, 'session')]
  return [...(authenticator ? ['the authenticator'] : []), ...parts].join(', ')
}

/** Why 2FA has to be set up now. `organization`: null for operators, who belong to none. */
export const requiredWords = (organization: string | null) =>
  organization === null ? 'Required for operators.' : `Required by ${organization}.`

/** That it does not have to be any more. */
export const noLongerRequiredWords = (organization: string | null) =>
  organization === null
    ? "This isn't required for operators any more."
    : `${organization} no longer requires this.`
