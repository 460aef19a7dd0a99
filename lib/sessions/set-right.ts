import { and, eq, gt, isNotNull, or } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '../context'
import { later } from '../duration'
import { latest } from '../lifespan'
import { noteEnded } from './ended'

/**
 * Ends the sessions that were opened or renewed in a time that has yet to come. One that was only used then ends as if
 * that had been now.
 */
export async function setSessionsRight(tx: Writer, ctx: Context): Promise<void> {
  const { sessions } = ctx.db.tables
  const now = ctx.now()
  const usedThen = gt(sessions.lastSeenAt, latest(now))
  const ended = await tx
    .delete(sessions)
    .where(or(gt(sessions.createdAt, latest(now)), and(isNotNull(sessions.refreshDigest), usedThen)))
    .returning()
  await noteEnded(tx, ctx, ended, 'over')
  for (const { id, lastSeenAt, idleExpiresAt } of await tx.select().from(sessions).where(usedThen).limit(500))
    await tx
      .update(sessions)
      .set({ lastSeenAt: now, idleExpiresAt: later(idleExpiresAt, now.getTime() - lastSeenAt.getTime()) })
      .where(eq(sessions.id, id))
}
