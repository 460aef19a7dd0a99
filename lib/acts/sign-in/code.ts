import { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Challenger } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { countStep } from '@/lib/metrics'
import { returnAttempt } from '@/lib/records/attempts/attempts'
import { clearAttempts, recordWrongCode } from '@/lib/records/challenges/attempts'
import { takeChallenge } from '@/lib/records/challenges/challenge'
import { redeemCode } from '@/lib/records/factors/authenticator'
import { orUnreadable } from '@/lib/records/secrets/unreadable'
import type { OpenedSession } from '@/lib/records/sessions/session'
import { openSignedIn } from '@/lib/records/sign-ins/open'
import { finish, refuse, type SecondStepCode, spendAll } from '@/lib/records/sign-ins/second-step'
import type { User } from '@/lib/records/users/change'
import { fail, ok, type Result } from '@/lib/result'
import { typedCode } from '@/lib/totp/typed-codes'

export const codeInput = z.strictObject({ code: typedCode })

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
  ).then(countStep('code'))

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
  ).then(countStep('code', 'session'))

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
