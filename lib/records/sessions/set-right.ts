import { and, eq, gt, isNotNull, or } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { later } from '@/lib/duration'
import { latest } from '@/lib/lifespan'
import { type BadRow, eachByItself, sweptAtOnce } from '@/lib/row-by-row'
import { deleteSessions } from './delete'
import { noteEnded } from './ended'

/**
 * Ends the sessions that were opened or renewed in a time that has yet to come. One that was only used then ends as if
 * that had been now. Each by itself; returns those that it failed on.
 */
export async function setSessionsRight(ctx: Context): Promise<BadRow[]> {
  const { sessions } = ctx.db.tables
  const latestNow = latest(ctx.now())
  const misdated = await ctx.db.read
    .select({ id: sessions.id })
    .from(sessions)
    .where(or(gt(sessions.createdAt, latestNow), gt(sessions.lastSeenAt, latestNow)))
    .limit(sweptAtOnce)
  return eachByItself(misdated, ({ id }) => ctx.db.write((tx) => setSessionRight(tx, ctx, id)))
}

async function setSessionRight(tx: Writer, ctx: Context, id: string): Promise<void> {
  const { sessions } = ctx.db.tables
  const now = ctx.now()
  const usedThen = gt(sessions.lastSeenAt, latest(now))
  const ended = await deleteSessions(
    tx,
    ctx,
    and(
      eq(sessions.id, id),
      or(gt(sessions.createdAt, latest(now)), and(isNotNull(sessions.refreshDigest), usedThen)),
    ),
  )
  await noteEnded(tx, ctx, ended, 'over')
  const [used] = await tx
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, id), usedThen))
  if (!used) return
  const { lastSeenAt, idleExpiresAt } = used
  await tx
    .update(sessions)
    .set({ lastSeenAt: now, idleExpiresAt: later(idleExpiresAt, now.getTime() - lastSeenAt.getTime()) })
    .where(eq(sessions.id, id))
}
