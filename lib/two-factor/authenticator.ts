import { and, eq, isNull, lt, or } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '../context'
import type { User, UserChanges } from '../users/change'
import { changeUser } from '../users/change'
import { matchingStep } from './totp'

const sealedIn = 'users.authenticator'

/** A setup key as it is kept with a person. */
export const sealAuthenticator = (ctx: Context, userId: string, setupKey: string) =>
  ctx.vault.seal(Buffer.from(setupKey), sealedIn, userId)

/** What has to be written to take somebody's authenticator away. */
export const noAuthenticator = {
  authenticatorSecret: null,
  authenticatorStep: null,
  authenticatorSince: null,
} satisfies UserChanges

/**
 * Whether this is the present code of the person's authenticator, and spends it: each time step is accepted at most
 * once (RFC 6238 5.2). In the caller's transaction; false also when there is no authenticator. Throws when the
 * sealed secret was tampered with.
 */
export async function redeemCode(tx: Writer, ctx: Context, user: User, typed: string): Promise<boolean> {
  if (!user.authenticatorSecret) return false
  const { users } = ctx.db.tables
  const setupKey = ctx.vault.unseal(user.authenticatorSecret, sealedIn, user.id).toString()
  const step = matchingStep(setupKey, typed, ctx.now(), user.authenticatorStep)
  if (step === null) return false
  const claimed = await changeUser(
    tx,
    ctx,
    user.id,
    { authenticatorStep: step },
    and(
      eq(users.authenticatorSecret, user.authenticatorSecret),
      or(isNull(users.authenticatorStep), lt(users.authenticatorStep, step)),
    ),
  )
  return claimed !== null
}
