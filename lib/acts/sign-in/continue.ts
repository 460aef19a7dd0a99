import type { Challenger } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { finishChallenge, readChallenge, stepOf } from '@/lib/records/challenges/challenge'
import { fail, ok, type Result } from '@/lib/result'

/** Lets someone go on who stands at a step that is no longer asked of them: the requirement was lifted meanwhile. */
export async function continueSignIn(
  ctx: Context,
  challenger: Challenger,
): Promise<Result<{ ticket: string }, 'challenge-over'>> {
  return ctx.db.write(async (tx) => {
    const open = await readChallenge(tx, ctx, challenger)
    if (!open || stepOf(open, ctx.now()) !== 'none') return fail('challenge-over')
    const ticket = await finishChallenge(tx, ctx, challenger.challengeId, 'none')
    return ticket ? ok({ ticket }) : fail('challenge-over')
  })
}
