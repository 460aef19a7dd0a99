import { and, eq, isNotNull, lte, or } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { endAsked } from '@/lib/records/four-eyes/decide'
import { sweptUntil } from '@/lib/records/server/swept'
import { type BadRow, eachByItself, sweptAtOnce } from '@/lib/row-by-row'

/**
 * Writes down that no one agreed to what admins asked within its time, or that it ended with their sessions, and tells them. Nothing waits for it: no one can agree
 * by then. It goes by a time that a wrong clock moves little: what a clock that is ahead ended would stay so.
 */
export async function endExpired(ctx: Context): Promise<BadRow[]> {
  const { askedActs } = ctx.db.tables
  const until = await sweptUntil(ctx.db.read, ctx)
  if (!until) return []
  const isOver = and(
    eq(askedActs.state, 'waiting'),
    or(lte(askedActs.expiresAt, until), isNotNull(askedActs.endCause)),
  )
  const over = await ctx.db.read.select({ id: askedActs.id }).from(askedActs).where(isOver).limit(sweptAtOnce)
  return eachByItself(over, ({ id }) =>
    ctx.db.write(async (tx) => {
      const [ended] = await tx
        .update(askedActs)
        .set({ state: 'ended' })
        .where(and(eq(askedActs.id, id), isOver))
        .returning()
      if (ended) await endAsked(tx, ctx, ended, ended.endCause ?? 'expired', { kind: 'nobody' })
    }),
  )
}
