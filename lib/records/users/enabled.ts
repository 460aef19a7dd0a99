import { gt, isNotNull, or, type SQL } from 'drizzle-orm'
import type { Tables } from '@/db/tables'
import type { User } from './change'

/** What of a person says whether 2FA is on. */
export type Factors = Pick<User, 'authenticatorSecret' | 'passkeys'>

/** Its columns, for a query. */
export const factorColumns = ({ users }: Pick<Tables, 'users'>) => ({
  authenticatorSecret: users.authenticatorSecret,
  passkeys: users.passkeys,
})

/**
 * Whether 2FA is on for someone: they have a confirmed factor. False for no one. A passkey of another host counts: a server
 * that moved must not open accounts to the password alone.
 */
export const isEnabled = (person: Factors | null | undefined): boolean =>
  person != null && (person.authenticatorSecret !== null || person.passkeys > 0)

/** Whether an authenticator app is among their factors. */
export const hasAuthenticator = (person: Factors | null | undefined): boolean =>
  person != null && person.authenticatorSecret !== null

/** The same as `isEnabled` as a condition on rows of `users`. `users.second_factor` is derived from the same columns. */
export const enabledIn = ({ users }: Pick<Tables, 'users'>): SQL =>
  or(isNotNull(users.authenticatorSecret), gt(users.passkeys, 0)) as SQL

/**
 * When someone last confirmed an authenticator or a passkey, be it the first, one in place of another or one more. Null: never, or that
 * was not noted.
 */
export function latestConfirmed({
  authenticatorSince,
  authenticatorAddedAt,
}: Pick<User, 'authenticatorSince' | 'authenticatorAddedAt'>): Date | null {
  if (!authenticatorSince || !authenticatorAddedAt) return authenticatorSince ?? authenticatorAddedAt
  return authenticatorSince > authenticatorAddedAt ? authenticatorSince : authenticatorAddedAt
}
