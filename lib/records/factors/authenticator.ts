import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { SessionEnd } from '@/db/tables/sign-in'
import type { Context } from '@/lib/context'
import { requireKey } from '@/lib/keys/named-key'
import { namedOr } from '@/lib/messages/authenticators'
import { matchingStep } from '@/lib/totp/totp'
import { closeHelp } from '../help/close'
import { isUnreadable, openSecret, recordUnreadable } from '../secrets/unreadable'
import { endEverything, type Spared } from '../sessions/end'
import { changeUser, type User } from '../users/change'
import { type Authenticator, authenticatorsOf, noteUsed } from './authenticators'
import { dropEnrollments } from './enrollment'
import { dropTicket } from './enrollment-ticket'
import { dropPasskeys } from './passkeys'
import { removeCodes } from './recovery-codes'
import { dropSpentSteps, forgetOldSteps, latestSpentSteps, spendStep } from './spent-steps'

export const sealedIn = 'users.authenticator'

/**
 * A setup key as it is kept with a person. It is bound to whose it is: it opens in none of another person, and in each
 * place where one of theirs may stand.
 */
export const sealAuthenticator = (ctx: Context, userId: string, setupKey: string) =>
  ctx.vault.seal(Buffer.from(setupKey), sealedIn, userId)

/** What is left of an authenticator in `users` that is gone. */
const noAuthenticator = {
  authenticatorSecret: null,
  authenticatorSince: null,
  authenticatorUnusedSince: null,
  authenticatorId: null,
  authenticatorName: null,
  authenticatorUsedAt: null,
  authenticatorClient: null,
}

/**
 * Takes someone's second factor away, each authenticator and passkey of it, and all that hangs on it: recovery codes, a pending setup key, the
 * count of wrong codes, a request for help, and everything that was opened before, but for what is spared.
 */
export async function removeAuthenticator(
  tx: Writer,
  ctx: Context,
  userId: string,
  why: SessionEnd,
  spared: Spared = {},
): Promise<void> {
  const { furtherAuthenticators, users } = ctx.db.tables
  await tx.delete(furtherAuthenticators).where(eq(furtherAuthenticators.userId, userId))
  await dropPasskeys(tx, ctx, userId)
  await changeUser(tx, ctx, userId, {
    ...noAuthenticator,
    ...{ passkeys: 0, twoFactorSince: null, authenticatorAddedAt: null },
    credentialVersion: plus(users.credentialVersion, 1),
    secondStepFailures: 0,
    secondStepRetryAt: null,
    secondStepLockedAt: null,
  })
  await dropSpentSteps(tx, ctx, userId)
  await removeCodes(tx, ctx, userId)
  await dropEnrollments(tx, ctx, userId)
  await dropTicket(tx, ctx, userId)
  await closeHelp(tx, ctx, userId)
  await endEverything(tx, ctx, userId, why, spared)
}

/** A confirmed authenticator. */
type Fresh = Pick<Authenticator, 'id' | 'name' | 'secret'> & { since: Date }

/** Puts the first authenticator of a person there, or another in the place of one, whose used codes are forgotten. */
export async function putAuthenticator(
  tx: Writer,
  ctx: Context,
  userId: string,
  { id, name, secret, since }: Fresh,
  replaced: Authenticator | undefined,
): Promise<void> {
  const { furtherAuthenticators: rows } = ctx.db.tables
  if (replaced && !replaced.first) {
    await tx
      .update(rows)
      .set({ id, secret, since, name: namedOr(name), usedAt: null, client: null })
      .where(and(eq(rows.userId, userId), eq(rows.id, replaced.id)))
    await changeUser(tx, ctx, userId, { authenticatorAddedAt: since })
  } else
    await changeUser(tx, ctx, userId, {
      ...noAuthenticator,
      ...(replaced ? {} : { twoFactorSince: since }),
      authenticatorId: id,
      authenticatorName: name,
      authenticatorSecret: secret,
      authenticatorSince: since,
      authenticatorUnusedSince: since,
    })
  // Those of an authenticator that was turned off are gone with it.
  await dropSpentSteps(tx, ctx, userId, replaced ?? undefined)
}

/** Puts one more authenticator beside the factors that a person has; the first stands in `users`, also beside passkeys. */
export async function addAuthenticator(
  tx: Writer,
  ctx: Context,
  userId: string,
  { id, name, secret, since }: Fresh,
  others: Authenticator[],
): Promise<void> {
  const { furtherAuthenticators: rows } = ctx.db.tables
  if (others.length === 0) {
    await changeUser(tx, ctx, userId, {
      ...noAuthenticator,
      ...{ authenticatorId: id, authenticatorName: namedOr(name), authenticatorSecret: secret },
      ...{ authenticatorSince: since, authenticatorUnusedSince: since, authenticatorAddedAt: since },
    })
    await dropSpentSteps(tx, ctx, userId)
    return
  }
  await tx.insert(rows).values({ id, userId, name: namedOr(name), secret, since })
  await changeUser(tx, ctx, userId, { authenticatorAddedAt: since })
}

/**
 * Takes an authenticator away that is not the last factor. Where it was the oldest, the next takes its place, if there is
 * one. The other factors stay as they are; the caller ends what was opened before.
 */
export async function removeOne(
  tx: Writer,
  ctx: Context,
  userId: string,
  gone: Authenticator,
  others: Authenticator[],
): Promise<void> {
  const { furtherAuthenticators: rows } = ctx.db.tables
  const [next] = others
  if (!gone.first || next)
    await tx
      .delete(rows)
      .where(and(eq(rows.userId, userId), eq(rows.id, next && gone.first ? next.id : gone.id)))
  if (gone.first && !next) await changeUser(tx, ctx, userId, noAuthenticator)
  else if (gone.first && next)
    await changeUser(tx, ctx, userId, {
      authenticatorId: next.id,
      authenticatorName: next.name,
      authenticatorSecret: next.secret,
      authenticatorSince: next.since,
      authenticatorUsedAt: next.usedAt,
      authenticatorClient: next.client,
      authenticatorUnusedSince: next.usedAt ? null : next.since,
    })
  await dropSpentSteps(tx, ctx, userId, gone)
}

/**
 * Whether this is the current code of one of the person's authenticators, and spends it: each time step of each is
 * accepted at most once (RFC 6238 5.2), and none that is older than the last one accepted of it. In the caller's
 * transaction; false also when there is no authenticator. Throws when no sealed secret can be read: see `orUnreadable`.
 * Where only some can't, that is recorded, and a wrong code is a wrong code: undoing the attempt would let the others be
 * guessed at for ever.
 */
export async function redeemCode(tx: Writer, ctx: Context, user: User, typed: string): Promise<boolean> {
  const readable: [Authenticator, string][] = []
  let unreadable: unknown = null
  for (const authenticator of await authenticatorsOf(tx, ctx, user)) {
    const { secret: sealed } = authenticator
    try {
      const setupKey = openSecret(ctx, user.id, 'authenticator', { sealed, sealedIn, owner: user.id })
      readable.push([authenticator, setupKey])
    } catch (error) {
      if (!isUnreadable(error)) throw error
      unreadable = error
    }
  }
  if (unreadable && readable.length === 0) throw unreadable
  // Before anything is compared: what undoes the attempt must not tell whether the code was right.
  if (unreadable) await requireKey(tx, ctx)
  for (const [authenticator, setupKey] of readable)
    if (await redeemOf(tx, ctx, user.id, authenticator, setupKey, typed)) return true
  if (unreadable) await recordUnreadable(tx, ctx, user.id, 'authenticator')
  return false
}

async function redeemOf(
  tx: Writer,
  ctx: Context,
  userId: string,
  authenticator: Authenticator,
  setupKey: string,
  typed: string,
): Promise<boolean> {
  const { since } = authenticator
  const key = { userId, since }
  const spent = await latestSpentSteps(tx, ctx, key)
  const step = matchingStep(setupKey, typed, ctx.now(), spent[0] ?? null)
  if (step === null || !(await spendStep(tx, ctx, key, step))) return false
  await forgetOldSteps(tx, ctx, key, spent)
  await noteUsed(tx, ctx, userId, authenticator)
  return true
}

/** Whether a key of this server opens the sealed setup key of a person. One that was altered or moved here is not opened. */
export function opensAuthenticator(ctx: Context, userId: string, sealed: Buffer): boolean {
  try {
    ctx.vault.unseal(sealed, sealedIn, userId)
    return true
  } catch {
    return false
  }
}
