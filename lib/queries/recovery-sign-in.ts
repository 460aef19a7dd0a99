import { and, eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { latestConfirmed } from '@/lib/records/users/enabled'

const byRecoveryCode = prepared(
  'by-recovery-code',
  ({ sessions }) => ({ sessionId: sessions.id, userId: sessions.userId }),
  (read: Reader, { sessions, users }, given) =>
    read
      .select({
        openedAt: sessions.createdAt,
        handedOverBy: sessions.handedOverBy,
        authenticatorSince: users.authenticatorSince,
        authenticatorAddedAt: users.authenticatorAddedAt,
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(
        and(
          eq(sessions.id, given.sessionId),
          eq(sessions.userId, given.userId),
          eq(sessions.proof, 'recovery-code'),
        ),
      ),
)

/**
 * Whether a recovery code opened the session of the person asking, and no other authenticator was confirmed since. False
 * where it was handed over from another session.
 */
export async function cameWithRecoveryCode({ db }: Context, { userId, sessionId }: Member): Promise<boolean> {
  const [found] = await byRecoveryCode(db.read, db, { userId, sessionId })
  if (!found || found.handedOverBy) return false
  const latest = latestConfirmed(found)
  return latest === null || latest <= found.openedAt
}
