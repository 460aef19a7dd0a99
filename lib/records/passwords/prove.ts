import { eq } from 'drizzle-orm'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { passwordMatches } from '@/lib/crypto/password-hash'
import { minutes, seconds } from '@/lib/duration'
import { fail, ok, type Result } from '@/lib/result'
import { type Counter, forgetAttempts, spendAttempt } from '../attempts/attempts'

/** Under which key wrong passwords of a signed-in person are counted. */
export const againKey = (userId: string) => `password:again:${userId}`

/** What a right password proves, and for which state of the account. */
export type PasswordProof = { credentialVersion: number }

/**
 * Asks a signed-in person for the password again. The attempts are counted apart from those at sign-in, so that a stranger cannot
 * keep someone from it. `HashingBusyError` passes through.
 */
export async function provePassword(
  ctx: Context,
  member: Member,
  password: string,
): Promise<Result<PasswordProof, 'password-wrong' | 'too-many-attempts'>> {
  const { users } = ctx.db.tables
  const counter: Counter = {
    key: againKey(member.userId),
    limit: { free: 5, firstDelay: seconds(15), longestDelay: minutes(15), window: minutes(60) },
  }
  const retryAt = await ctx.db.write((tx) => spendAttempt(tx, ctx, [counter]))
  if (retryAt) return fail('too-many-attempts', { retryAt })
  const [user] = await ctx.db.read
    .select({ passwordHash: users.passwordHash, credentialVersion: users.credentialVersion })
    .from(users)
    .where(eq(users.id, member.userId))
  if (!user || !(await passwordMatches(user.passwordHash, password))) return fail('password-wrong')
  await ctx.db.write((tx) => forgetAttempts(tx, ctx, [counter.key]))
  return ok({ credentialVersion: user.credentialVersion })
}
