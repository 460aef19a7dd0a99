import { and, eq, isNull, lte, or } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { SessionEnd, SessionKind } from '@/db/tables/sign-in'
import type { Role } from '@/db/tables/users'
import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import { type BadRow, eachByItself, sweptAtOnce } from '@/lib/row-by-row'
import { deleteSessions } from './delete'
import { limitColumns, type SessionLimits } from './limits'
import { lifetimes } from './session'

/** How long it is remembered why a session ended: over a weekend. */
const rememberedFor = days(3)

/** A session that is ending. */
type Ending = Pick<Tables['sessions']['$inferSelect'], 'tokenDigest' | 'userId' | 'accessExpiresAt'>

/** Remembers why sessions ended, in the transaction that ends them. Those of the token API are told by its answers. */
export async function noteEnded(
  tx: Writer,
  ctx: Context,
  ended: Ending[],
  reason: SessionEnd,
  after?: number,
): Promise<void> {
  const { endedSessions } = ctx.db.tables
  for (const { tokenDigest, userId, accessExpiresAt } of ended) {
    if (accessExpiresAt) continue
    await tx
      .insert(endedSessions)
      .values({ tokenDigest, userId, reason, after, endedAt: ctx.now() })
      .onConflictDoNothing()
  }
}

type Expiring = {
  kind: SessionKind
  role: Role
  limits: SessionLimits
  expiresAt: Date
  idleExpiresAt: Date
}

/** Which of its two ends a session came to by itself, and after how long. */
export function endOf({ kind, role, limits, expiresAt, idleExpiresAt }: Expiring): {
  reason: SessionEnd
  after: number
} {
  const { idle, absolute } = lifetimes(kind, role, limits)
  return expiresAt <= idleExpiresAt ? { reason: 'age', after: absolute } : { reason: 'idle', after: idle }
}

/**
 * Deletes the sessions that expired, each by itself, and remembers that they did. Returns those that it failed on. One that
 * was only idle opens nothing any more, but apps that were opened from it go on until its absolute end, and it stays so long.
 */
export async function sweepSessions(ctx: Context): Promise<BadRow[]> {
  const { appSignIns, organizations, sessions, users } = ctx.db.tables
  const now = ctx.now()
  const expired = or(
    lte(sessions.expiresAt, now),
    and(lte(sessions.idleExpiresAt, now), isNull(appSignIns.id)),
  )
  const over = await ctx.db.read
    .selectDistinct({ id: sessions.id })
    .from(sessions)
    .leftJoin(appSignIns, eq(appSignIns.sessionId, sessions.id))
    .where(expired)
    .limit(sweptAtOnce)
  return eachByItself(over, ({ id }) =>
    ctx.db.write(async (tx) => {
      const [row] = await tx
        .select({ session: sessions, role: users.role, limits: limitColumns({ organizations }) })
        .from(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .innerJoin(organizations, eq(organizations.id, users.organizationId))
        .leftJoin(appSignIns, eq(appSignIns.sessionId, sessions.id))
        .where(and(eq(sessions.id, id), expired))
      if (!row) return
      const { reason, after } = endOf({ ...row.session, role: row.role, limits: row.limits })
      await noteEnded(tx, ctx, [row.session], reason, after)
      await deleteSessions(tx, ctx, eq(sessions.id, id))
    }),
  )
}

/** Forgets why sessions ended that did so days ago. */
export async function sweepEndedSessions(tx: Writer, ctx: Context): Promise<void> {
  const { endedSessions } = ctx.db.tables
  await tx.delete(endedSessions).where(lte(endedSessions.endedAt, later(ctx.now(), -rememberedFor)))
}
