import type { Writer } from '@/db/database'
import type { Challenger } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { attemptsPerChallenge } from '@/lib/figures'
import { fail } from '@/lib/result'
import { returnAttempt, spendAttempt } from '../attempts/attempts'
import { codeCounters } from '../attempts/counters'
import { isKnownBrowser } from '../browsers/browser'
import { type Spent, spendChallenge, spendSecondStep } from '../challenges/attempts'
import { readChallenge, stepOf } from '../challenges/challenge'
import type { User } from '../users/change'

export type SecondStepCode =
  | 'code-wrong'
  | 'attempts-used-up'
  | 'challenge-over'
  | 'too-many-attempts'
  | 'second-step-locked'

type Refused = Exclude<Spent, { ok: true }> | { ok: false; code: 'challenge-over' }

/** Within a transaction, and until it ends: a challenge that waits for its second step. */
export async function openStep(tx: Writer, ctx: Context, challenger: Challenger) {
  const open = await readChallenge(tx, ctx, challenger)
  return open && stepOf(open, ctx.now()) === 'code' ? open : null
}

/** Spends an attempt of the address, of the account and of the challenge. `shared`: what a right code gives back. */
export async function spendAll(
  tx: Writer,
  ctx: Context,
  open: Awaited<ReturnType<typeof openStep>>,
): Promise<{ ok: true; user: User; last: boolean; shared: string[] } | Refused> {
  if (!open) return { ok: false, code: 'challenge-over' }
  const { id, attempts, browserDigest } = open.challenge
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
  await spendChallenge(tx, ctx, id)
  return { ...spent, shared, last: attempts + 1 >= attemptsPerChallenge }
}

export function refuse(refused: Refused) {
  return fail(refused.code, 'retryAt' in refused && refused.retryAt ? { retryAt: refused.retryAt } : {})
}
