import type { SecondFactor } from '@/db/tables/users'
import { counted } from './codes'

/** Where someone's second factor stands. `due`: off, and the policy asks them from a later time on. */
export const factorWords = {
  on: 'On',
  off: 'Off',
  due: 'Off, required later',
  required: 'Required, not set up',
  locked: 'Locked',
} as const

export type FactorState = keyof typeof factorWords

/** Which of these someone has, of what lists know of them. */
export const factorState = (of: { secondFactor: SecondFactor; requiredFrom: Date | null }): FactorState =>
  of.requiredFrom ? 'due' : of.secondFactor

/**
 * What a reset took away. `authenticator`: whether there was one, and `authenticators`, how many; `passkeys` likewise. `sessions`: in browsers.
 * `tokens`: sessions of extensions, phones and programs. `challenges`: sign-ins that were not finished. What may be missing
 * is missing in what was written before.
 */
export type Removed = {
  authenticator: boolean
  authenticators?: number
  passkeys?: number
  recoveryCodes: number
  sessions: number
  tokens?: number
  challenges?: number
  apiKeys?: number
  required: boolean
}

/** The same, where only that is told. */
export type Taken = Omit<Removed, 'required'>

/** What was taken away, as a page and an email say it. What there was none of is left out, but for codes and sessions. */
export function removedWords({ authenticator, recoveryCodes, sessions, ...more }: Taken): string {
  const { authenticators = 1, passkeys = 0, tokens = 0, challenges = 0, apiKeys = 0 } = more
  return [
    ...(authenticator
      ? [authenticators > 1 ? counted(authenticators, 'authenticator') : 'the authenticator']
      : []),
    ...(passkeys > 0 ? [counted(passkeys, 'passkey')] : []),
    counted(recoveryCodes, 'recovery code'),
    counted(sessions, 'session'),
    ...(tokens > 0 ? [counted(tokens, 'app or extension session')] : []),
    ...(challenges > 0 ? [counted(challenges, 'unfinished sign-in')] : []),
    ...(apiKeys > 0 ? [counted(apiKeys, 'API key')] : []),
  ].join(', ')
}

/** What a reset leaves, of an account that is mine, yours or theirs. */
export const staysWords = (whose: 'Your' | 'Their') =>
  `${whose} password, email address, role and groups stay the same.`

/** The receipt of a reset, from its entry in the audit log; null where that is not one. */
export function receiptWords(facts: Record<string, unknown>): string | null {
  const { authenticator, recoveryCodes, sessions, required } = facts
  if (typeof authenticator !== 'boolean' || typeof recoveryCodes !== 'number') return null
  const removed = {
    ...facts,
    authenticator,
    recoveryCodes,
    sessions: Number(sessions),
    required: required === true,
  }
  const next = removed.required
    ? 'At their next sign-in they set it up again.'
    : 'They sign in with their password only.'
  return `Removed: ${removedWords(removed)}. ${staysWords('Their')} ${next}`
}

/** Why 2FA has to be set up now. `organization`: null for operators, who belong to none. */
export const requiredWords = (organization: string | null) =>
  organization === null ? 'Required for operators.' : `Required by ${organization}.`

/** What to do where passkeys can't be used, and nothing else counts. */
export const passkeysElsewhere = 'Your organization accepts nothing else, so use another browser.'

/** The same where a recovery code could be spent in vain. */
export const passkeyAfterCode =
  'You’ll have to add one after this code, so use another browser before you spend it.'

/** That it does not have to be any more. */
export const noLongerRequiredWords = (organization: string | null) =>
  organization === null
    ? "This isn't required for operators any more."
    : `${organization} no longer requires this.`

/** How many browsers ask someone for the password only. */
export const trustedInWords = (trusted: number) =>
  trusted === 1
    ? '1 browser is trusted: it asks for the password only.'
    : `${trusted} browsers are trusted: they ask for the password only.`

/** What someone's sign-ins ask for, and how many factors they have. Of passkeys: those that work, and those that don't. */
export type FactorCounts = {
  authenticators: number
  passkeys: number
  copiedPasskeys: number
  strandedPasskeys: number
}

/** The same in words, for their admin. */
export function factorsInWords(counts: FactorCounts): string {
  const { authenticators, passkeys, copiedPasskeys: copied, strandedPasskeys: stranded } = counts
  const ways = [...(authenticators > 0 ? ['a code'] : []), ...(passkeys > 0 ? ['a passkey'] : [])]
  const have = [
    ...(authenticators > 0 ? [counted(authenticators, 'authenticator')] : []),
    ...(passkeys > 0 ? [counted(passkeys, 'passkey')] : []),
  ].join(' and ')
  const passkey = passkeys > 0 ? 'other passkey' : 'passkey'
  return [
    `Each sign-in asks for ${ways.join(' or ') || 'a recovery code'}.`,
    ...(authenticators + passkeys > 1 ? [`They have ${have}.`] : []),
    ...(copied > 0
      ? [
          `${counted(copied, passkey)} no longer ${copied === 1 ? 'works: it' : 'work: they'} may have been copied.`,
        ]
      : []),
    ...(stranded > 0
      ? [
          `${counted(stranded, passkey)} ${stranded === 1 ? 'was made for another address and doesn’t' : 'were made for another address and don’t'} work here.`,
        ]
      : []),
  ].join(' ')
}
