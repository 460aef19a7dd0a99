import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { SessionEnd } from '@/db/tables/sign-in'
import type { Context } from '@/lib/context'
import { matchingStep } from '@/lib/totp/totp'
import { closeHelp } from '../help/close'
import { openSecret } from '../secrets/unreadable'
import { endEverything, type Spared } from '../sessions/end'
import { changeUser, type User } from '../users/change'
import { dropEnrollments } from './enrollment'
import { dropTicket } from './enrollment-ticket'
import { removeCodes } from './recovery-codes'
import { dropSpentSteps, forgetOldSteps, latestSpentSteps, spendStep } from './spent-steps'

export const sealedIn = 'users.authenticator'

/** A setup key as it is kept with a person. */
export const sealAuthenticator = (ctx: Context, userId: string, setupKey: string) =>
  ctx.vault.seal(Buffer.from(setupKey), sealedIn, userId)

/**
 * Takes someone's second factor away, and with it all that hangs on it: recovery codes, a pending setup key, the
 * count of wrong codes, a request for help, and everything that was opened before, but for what is spared.
 */
export async function removeAuthenticator(
  tx: Writer,
  ctx: Context,
  userId: string,
  why: SessionEnd,
  spared: Spared = {},
): Promise<void> {
  const { users } = ctx.db.tables
  await changeUser(tx, ctx, userId, {
    authenticatorSecret: null,
    authenticatorSince: null,
    authenticatorUnusedSince: null,
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

/**
 * Whether this is the current code of the person's authenticator, and spends it: each time step is accepted at most
 * once (RFC 6238 5.2), and none that is older than the last one accepted. In the caller's transaction; false also when
 * there is no authenticator. Throws when the sealed secret was tampered with: see `orUnreadable`.
 */
export async function redeemCode(tx: Writer, ctx: Context, user: User, typed: string): Promise<boolean> {
  if (!user.authenticatorSecret) return false
  const setupKey = openSecret(ctx, user.id, 'authenticator', {
    ...{ sealed: user.authenticatorSecret, sealedIn, owner: user.id },
  })
  const spent = await latestSpentSteps(tx, ctx, user)
  const step = matchingStep(setupKey, typed, ctx.now(), spent[0] ?? null)
  if (step === null || !(await spendStep(tx, ctx, user, step))) return false
  await forgetOldSteps(tx, ctx, user, spent)
  if (user.authenticatorUnusedSince) await changeUser(tx, ctx, user.id, { authenticatorUnusedSince: null })
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
