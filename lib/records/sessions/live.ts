import { and, desc, eq, gt } from 'drizzle-orm'
import type { SessionKind } from '@/db/tables/sign-in'
import type { Context } from '@/lib/context'
import { live } from '@/lib/lifespan'

export type SessionEntry = {
  id: string
  kind: SessionKind
  client: string
  address: string
  createdAt: Date
  lastSeenAt: Date
  current: boolean
}

/** The live sessions of a person who was looked up within the asker's rights. */
export async function liveSessions(
  ctx: Context,
  userId: string,
  currentId?: string,
): Promise<SessionEntry[]> {
  const { sessions } = ctx.db.tables
  const now = ctx.now()
  const rows = await ctx.db.read
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
        eq(sessions.userId, userId),
        live(sessions.createdAt, sessions.expiresAt, now),
        gt(sessions.idleExpiresAt, now),
      ),
    )
    .orderBy(desc(sessions.lastSeenAt))
    .limit(50)
  return rows.map((row) => ({ ...row, current: row.id === currentId }))
}
