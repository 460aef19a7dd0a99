import type { Challenger } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { nextStep, readChallenge } from '@/lib/records/challenges/challenge'
import { type Enrollment, offerSetupKey, showPending } from '@/lib/records/factors/enrollment'
import { fail, ok, type Result } from '@/lib/result'

/** The setup key of a sign-in that waits for enrollment: the same in each of its tabs, and in no other sign-in. */
export async function startEnrollment(
  ctx: Context,
  challenger: Challenger,
): Promise<Result<Enrollment, 'challenge-over'>> {
  return ctx.db.write(async (tx) => {
    const open = await readChallenge(tx, ctx, challenger)
    if (!open || nextStep(open.demand, ctx.now()) === 'code') return fail('challenge-over')
    const signIn = { challengeId: challenger.challengeId }
    await offerSetupKey(tx, ctx, open.user.id, signIn)
    const shown = await showPending(tx, ctx, open.user, signIn)
    return shown ? ok(shown) : fail('challenge-over')
  })
}
