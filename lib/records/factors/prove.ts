import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { bothFactors } from '@/lib/inputs'
import { lockPerson } from '@/lib/records/users/lock'
import { fail, ok, type Result } from '@/lib/result'
import { readCode } from '@/lib/totp/typed-codes'
import { clearAttempts, recordWrongCode, spendSecondStep } from '../challenges/attempts'
import { type PasswordProof, provePassword } from '../passwords/prove'
import { orUnreadable } from '../secrets/unreadable'
import type { User } from '../users/change'
import { factorColumns, isEnabled } from '../users/enabled'
import { redeemCode } from './authenticator'
import { claimRecoveryCode, countCodesLeft, hashTypedCode } from './recovery-codes'
import { recordUsed } from './used-recovery-code'

export type ProofCode =
  | 'password-wrong'
  | 'code-wrong'
  | 'too-many-attempts'
  | 'second-step-locked'
  | 'two-factor-off'
  | 'secret-unreadable'

/**
 * Asks a signed-in person for both factors, whatever the age of the session (ASVS 7.5.1). The code is spent, and
 * counts with those at sign-in. `HashingBusyError` passes through.
 */
export async function proveBothFactors(
  ctx: Context,
  member: Member,
  { password, code }: z.output<typeof bothFactors>,
): Promise<Result<PasswordProof, ProofCode>> {
  const proof = await provePassword(ctx, member, password)
  if (!proof.ok) return proof
  const digits = readCode(code) !== null
  const { users } = ctx.db.tables

  const spend = ctx.db.write(async (tx): Promise<Result<User, ProofCode>> => {
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (!user || !isEnabled(user)) return fail('two-factor-off')
    const attempt = await spendSecondStep(tx, ctx, user)
    if (!attempt.ok) return fail(attempt.code, attempt.retryAt ? { retryAt: attempt.retryAt } : {})
    if (!digits) return ok(attempt.user)
    if (!(await redeemCode(tx, ctx, attempt.user, code))) {
      await recordWrongCode(tx, ctx, attempt.user)
      return fail('code-wrong')
    }
    await clearAttempts(tx, ctx, user.id)
    return ok(attempt.user)
  })
  const spent = await orUnreadable(ctx, spend)
  if (!spent.ok) return spent
  if (digits) return proof

  const hash = await hashTypedCode(ctx, member.userId, code)
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    if (!(await claimRecoveryCode(tx, ctx, member.userId, hash))) {
      await recordWrongCode(tx, ctx, spent.value)
      return fail('code-wrong')
    }
    await clearAttempts(tx, ctx, member.userId)
    await recordUsed(tx, ctx, spent.value, await countCodesLeft(tx, ctx, member.userId))
    return proof
  })
}

/** Asks a signed-in person for as many factors as the account has: the password, and a code where 2FA is on. */
export async function proveOwnFactors(
  ctx: Context,
  member: Member,
  { password, code }: { password: string; code?: string | undefined },
): Promise<Result<PasswordProof, ProofCode>> {
  const { users } = ctx.db.tables
  const [user] = await ctx.db.read
    .select(factorColumns(ctx.db.tables))
    .from(users)
    .where(eq(users.id, member.userId))
  if (!isEnabled(user)) return provePassword(ctx, member, password)
  return code === undefined ? fail('code-wrong') : proveBothFactors(ctx, member, { password, code })
}
