import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Challenger } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { never } from '@/lib/records/challenges/unfinished'

/**
 * Gives a challenge up: the person signs out before they signed in. It has ended but is kept: whose password it was is
 * still told that the sign-in was not finished.
 */
export async function abandonChallenge(ctx: Context, challenger: Challenger): Promise<void> {
  const { challenges } = ctx.db.tables
  await ctx.db.write((tx) =>
    tx
      .update(challenges)
      .set({ expiresAt: never })
      .where(
        and(
          eq(challenges.id, challenger.challengeId),
          isNull(challenges.ticketDigest),
          gt(challenges.expiresAt, ctx.now()),
        ),
      ),
  )
}
