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

/** Spends an attempt of the address, of the account and of the challenge. `shared`: what a right code gives back. */
export async function spendAll(
  tx: Writer,
  ctx: Context,
  challenger: Challenger,
): Promise<{ ok: true; user: User; last: boolean; shared: string[] } | Refused> {
  const open = await readChallenge(tx, ctx, challenger)
  if (!open || stepOf(open, ctx.now()) !== 'code') return { ok: false, code: 'challenge-over' }
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

export function refuse(refused: Refused) {
  return fail(refused.code, 'retryAt' in refused && refused.retryAt ? { retryAt: refused.retryAt } : {})
}
