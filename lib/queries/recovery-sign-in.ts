import { and, eq } from 'drizzle-orm'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'

/**
 * Whether a recovery code opened the session of the person asking, and no other authenticator was confirmed since. False
 * where it was handed over from another session.
 */
export async function cameWithRecoveryCode({ db }: Context, { userId, sessionId }: Member): Promise<boolean> {
  const { sessions, users } = db.tables
  const [found] = await db.read
    .select({
      openedAt: sessions.createdAt,
      handedOverBy: sessions.handedOverBy,
      since: users.authenticatorSince,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), eq(sessions.proof, 'recovery-code')))
  if (!found || found.handedOverBy) return false
  return found.since === null || found.since <= found.openedAt
}
