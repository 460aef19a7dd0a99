import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { bothFactors, ownFactors } from '@/lib/inputs'
import type { PasskeyAnswer } from '@/lib/passkey-responses'
import { lockPerson } from '@/lib/records/users/lock'
import { fail, ok, type Result } from '@/lib/result'
import { readCode } from '@/lib/totp/typed-codes'
import { clearAttempts, recordWrongCode, secondStepClosed, spendSecondStep } from '../challenges/attempts'
import { type PasswordProof, provePassword } from '../passwords/prove'
import { onlyPasskeys } from '../policy/only-passkeys'
import { orUnreadable } from '../secrets/unreadable'
import type { User } from '../users/change'
import { factorColumns, isEnabled } from '../users/enabled'
import { redeemCode } from './authenticator'
import { checkPasskey, type PasskeyCode, spendPasskey } from './passkey-proof'
import { passkeysOf, works } from './passkeys'
import { claimRecoveryCode, countCodesLeft, hashTypedCode } from './recovery-codes'
import { recordUsed } from './used-recovery-code'

export type ProofCode =
  | 'password-wrong'
  | 'code-wrong'
  | 'too-many-attempts'
  | 'second-step-locked'
  | 'two-factor-off'
  | 'secret-unreadable'
  | 'passkey-needed'
  | PasskeyCode

/**
 * Asks a signed-in person for both factors, whatever the age of the session (ASVS 7.5.1). The code is spent, and
 * counts with those at sign-in; a passkey answers what this session was asked. `HashingBusyError` passes through.
 */
export async function proveBothFactors(
  ctx: Context,
  member: Member,
  { password, code = '', answer }: z.output<typeof bothFactors>,
): Promise<Result<PasswordProof, ProofCode>> {
  const proof = await provePassword(ctx, member, password)
  if (!proof.ok) return proof
  if (answer) {
    const shown = await orUnreadable(ctx, provePasskey(ctx, member, answer))
    return shown.ok ? proof : shown
  }
  if (code === '') return fail('code-wrong')
  if (await mustShowPasskey(ctx, member.userId)) return fail('passkey-needed')
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

/** Whether a code does no longer: nothing but a passkey counts, and they have one. Who has none may add it by a code. */
async function mustShowPasskey(ctx: Context, userId: string): Promise<boolean> {
  const { users } = ctx.db.tables
  const [user] = await ctx.db.read.select().from(users).where(eq(users.id, userId))
  if (!user || !(await onlyPasskeys(ctx.db.read, ctx, userId))) return false
  return (await passkeysOf(ctx.db.read, ctx, user)).some((one) => works(ctx, one))
}

/** The same with a passkey in place of the code. No one guesses it, so that none is counted; where codes wait, it waits too. */
async function provePasskey(
  ctx: Context,
  member: Member,
  answer: PasskeyAnswer,
): Promise<Result<void, ProofCode>> {
  const bound = { for: 'proof', sessionId: member.sessionId } as const
  const checked = await checkPasskey(ctx, answer, bound, member.userId)
  if (!checked.ok) return checked
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (!user || !isEnabled(user)) return fail('two-factor-off')
    const closed = secondStepClosed(user, ctx.now())
    if (closed) return fail(closed.code, closed.retryAt ? { retryAt: closed.retryAt } : {})
    return spendPasskey(tx, ctx, user, checked.value)
  })
}

/** Asks a signed-in person for as many factors as the account has: the password, and another one where 2FA is on. */
export async function proveOwnFactors(
  ctx: Context,
  member: Member,
  { password, code, answer }: z.output<typeof ownFactors>,
): Promise<Result<PasswordProof, ProofCode>> {
  const { users } = ctx.db.tables
  const [user] = await ctx.db.read
    .select(factorColumns(ctx.db.tables))
    .from(users)
    .where(eq(users.id, member.userId))
  if (!isEnabled(user)) return provePassword(ctx, member, password)
  return code || answer ? proveBothFactors(ctx, member, { password, code, answer }) : fail('code-wrong')
}
