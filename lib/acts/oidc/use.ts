import { and, eq, gt, lt } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { later, minutes } from '@/lib/duration'
import { limitColumns } from '@/lib/records/sessions/limits'
import { lifetimes } from '@/lib/records/sessions/session'

/**
 * An app that refreshes its tokens is used by someone: that keeps the portal session from ending for want of use. One that
 * has, or has ended otherwise, stays so. Noted at most once a minute.
 */
export async function noteRefresh(ctx: Context, sessionId: string): Promise<void> {
  const { sessions, users, organizations } = ctx.db.tables
  const now = ctx.now()
  const [found] = await ctx.db.read
    .select({ kind: sessions.kind, role: users.role, limits: limitColumns({ organizations }) })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(and(eq(sessions.id, sessionId), lt(sessions.lastSeenAt, later(now, -minutes(1)))))
  if (!found) return
  const idleExpiresAt = later(now, lifetimes(found.kind, found.role, found.limits).idle)
  await ctx.db.write((tx) =>
    tx
      .update(sessions)
      .set({ lastSeenAt: now, idleExpiresAt })
      .where(and(eq(sessions.id, sessionId), gt(sessions.idleExpiresAt, now))),
  )
}
