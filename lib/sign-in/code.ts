import { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Challenger } from '../actors'
import { record } from '../audit/record'
import type { Context } from '../context'
import { tell } from '../mail/outbox'
import { fail, ok, type Result } from '../result'
import type { OpenedSession } from '../sessions/session'
import { returnAttempt, spendAttempt } from '../throttle/attempts'
import { redeemCode } from '../two-factor/authenticator'
import { claimRecoveryCode, countCodesLeft, hashTypedCode } from '../two-factor/recovery-codes'
import { typedCode, typedRecoveryCode } from '../two-factor/typed-codes'
import { orUnreadable } from '../two-factor/unreadable'
import type { User } from '../users/change'
import { clearAttempts, recordWrongCode, type Spent, spendChallenge, spendSecondStep } from './attempts'
import { isKnownBrowser } from './browser'
import { attemptsPerChallenge, finishChallenge, nextStep, readChallenge, takeChallenge } from './challenge'
import { codeCounters } from './counters'
import { openSignedIn } from './ticket'

export const codeInput = z.strictObject({ code: typedCode })

export const recoveryCodeInput = z.strictObject({ recoveryCode: typedRecoveryCode })

export type SecondStepCode =
  | 'code-wrong'
  | 'attempts-used-up'
  | 'challenge-over'
  | 'too-many-attempts'
  | 'second-step-locked'

/** With an authentication code it may also turn out that the authenticator's setup key cannot be read. */
export type CodeStepCode = SecondStepCode | 'secret-unreadable'

/** The second step with an authentication code. Each code opens one challenge, once; returns the ticket. */
export const finishWithCode = (
  ctx: Context,
  challenger: Challenger,
  input: z.output<typeof codeInput>,
): Promise<Result<{ ticket: string }, CodeStepCode>> =>
  orUnreadable(
    ctx,
    ctx.db.write(async (tx): Promise<Result<{ ticket: string }, SecondStepCode>> => {
      const spent = await spendCode(tx, ctx, challenger, input)
      return spent.ok ? finish(tx, ctx, challenger, spent.value, 'code') : spent
    }),
  )

/** The same with the session at once, for a client that needs no ticket between: the code is not spent without it. */
export const signInWithCode = (
  ctx: Context,
  challenger: Challenger,
  input: z.output<typeof codeInput>,
): Promise<Result<OpenedSession, CodeStepCode>> =>
  orUnreadable(
    ctx,
    ctx.db.write(async (tx): Promise<Result<OpenedSession, SecondStepCode>> => {
      const spent = await spendCode(tx, ctx, challenger, input)
      if (!spent.ok) return spent
      const challenge = await takeChallenge(tx, ctx, challenger.challengeId)
      await clearAttempts(tx, ctx, spent.value.id)
      return ok(await openSignedIn(tx, ctx, spent.value, { ...challenge, proof: 'code' }))
    }),
  )

/** Spends an attempt, and then the code, if it is right. */
async function spendCode(
  tx: Writer,
  ctx: Context,
  challenger: Challenger,
  { code }: z.output<typeof codeInput>,
): Promise<Result<User, SecondStepCode>> {
  const spent = await spendAll(tx, ctx, challenger)
  if (!spent.ok) return refuse(spent)
  if (await redeemCode(tx, ctx, spent.user, code)) {
    await returnAttempt(tx, ctx, spent.shared)
    return ok(spent.user)
  }
  await recordWrongCode(tx, ctx, spent.user)
  return fail(spent.last ? 'attempts-used-up' : 'code-wrong')
}

/**
 * The second step with a recovery code, which is spent. The attempt is spent before the code is hashed, and that in
 * a transaction of its own, for hashing takes time. `HashingBusyError` passes through.
 */
export async function finishWithRecoveryCode(
  ctx: Context,
  challenger: Challenger,
  { recoveryCode }: z.output<typeof recoveryCodeInput>,
): Promise<Result<{ ticket: string; recoveryCodesLeft: number }, SecondStepCode>> {
  const spent = await ctx.db.write((tx) => spendAll(tx, ctx, challenger))
  if (!spent.ok) return refuse(spent)
  const hash = await hashTypedCode(ctx, challenger.userId, recoveryCode)
  return ctx.db.write(async (tx) => {
    const open = await readChallenge(tx, ctx, challenger)
    if (!open) return fail('challenge-over')
    if (!(await claimRecoveryCode(tx, ctx, challenger.userId, hash))) {
      await recordWrongCode(tx, ctx, spent.user)
      return fail(spent.last ? 'attempts-used-up' : 'code-wrong')
    }
    await returnAttempt(tx, ctx, spent.shared)
    const recoveryCodesLeft = await countCodesLeft(tx, ctx, challenger.userId)
    await recordUsed(tx, ctx, open.user, recoveryCodesLeft)
    const finished = await finish(tx, ctx, challenger, open.user, 'recovery-code')
    return finished.ok ? ok({ ...finished.value, recoveryCodesLeft }) : finished
  })
}

/** Records that a recovery code was used, and how many are left. */
export async function recordUsed(tx: Writer, ctx: Context, user: User, left: number): Promise<void> {
  await record(tx, ctx, user.organizationId, {
    event: 'recovery-code.used',
    actor: { kind: 'user', id: user.id, name: user.name, email: user.email },
    detail: { recoveryCodesLeft: left },
  })
  await tell(tx, ctx, user, 'recovery-code-used', { left })
}

type Refused = Exclude<Spent, { ok: true }> | { ok: false; code: 'challenge-over' }

/** Spends an attempt of the address, of the account and of the challenge. `shared`: what a right code gives back. */
async function spendAll(
  tx: Writer,
  ctx: Context,
  challenger: Challenger,
): Promise<{ ok: true; user: User; last: boolean; shared: string[] } | Refused> {
  const open = await readChallenge(tx, ctx, challenger)
  if (!open || nextStep(open.user) !== 'code') return { ok: false, code: 'challenge-over' }
  const { attempts, browserDigest } = open.challenge
  if (attempts >= attemptsPerChallenge) return { ok: false, code: 'challenge-over' }
  const counters = codeCounters(ctx, await isKnownBrowser(tx, ctx, open.user.email, browserDigest))
  const shared = counters.map(({ key }) => key)
  // While the address or the account waits, a challenge loses none of its attempts.
  const retryAt = await spendAttempt(tx, ctx, counters)
  if (retryAt) return { ok: false, code: 'too-many-attempts', retryAt }
  const spent = await spendSecondStep(tx, ctx, open.user)
  if (!spent.ok) {
    await returnAttempt(tx, ctx, shared)
    return spent
  }
  await spendChallenge(tx, ctx, challenger.challengeId)
  return { ...spent, shared, last: attempts + 1 >= attemptsPerChallenge }
}

function refuse(refused: Refused) {
  return fail(refused.code, 'retryAt' in refused && refused.retryAt ? { retryAt: refused.retryAt } : {})
}

async function finish(
  tx: Writer,
  ctx: Context,
  challenger: Challenger,
  user: User,
  proof: 'code' | 'recovery-code',
): Promise<Result<{ ticket: string }, 'challenge-over'>> {
  const ticket = await finishChallenge(tx, ctx, challenger.challengeId, proof)
  // Without a ticket the code must not count as used, nor the attempts as cleared: roll back.
  if (!ticket) throw new Error('A challenge that was open in this transaction could not be finished.')
  await clearAttempts(tx, ctx, user.id)
  return ok({ ticket })
}
