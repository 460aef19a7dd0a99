import { and, desc, eq, gt } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { SessionKind } from '@/db/tables/sign-in'
import type { Context } from '@/lib/context'
import { atNow, liveColumns, liveGiven } from '@/lib/lifespan'

export type SessionEntry = {
  id: string
  kind: SessionKind
  client: string
  address: string
  createdAt: Date
  lastSeenAt: Date
  current: boolean
}

const liveOf = prepared(
  'live-sessions',
  ({ sessions }) => ({ ...liveColumns(sessions.createdAt, sessions.expiresAt), userId: sessions.userId }),
  (read: Reader, { sessions }, given) =>
    read
      .select({
        id: sessions.id,
        kind: sessions.kind,
        client: sessions.client,
        address: sessions.address,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
      })
      .from(sessions)
      .where(
        and(
          eq(sessions.userId, given.userId),
          liveGiven(sessions.createdAt, sessions.expiresAt, given),
          gt(sessions.idleExpiresAt, given.now),
        ),
      )
      .orderBy(desc(sessions.lastSeenAt))
      .limit(50),
)

/** The live sessions of a person who was looked up within the asker's rights. */
export async function liveSessions(
  ctx: Context,
  userId: string,
  currentId?: string,
): Promise<SessionEntry[]> {
  const rows = await liveOf(ctx.db.read, ctx.db, { userId, ...atNow(ctx.now()) })
  return rows.map((row) => ({ ...row, current: row.id === currentId }))
}
