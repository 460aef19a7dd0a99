import { and, eq, lte } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { live } from '@/lib/lifespan'
import { isActive } from '@/lib/records/users/active'
import { nextStep } from '../challenges/challenge'
import { demandColumns, keepsSessions } from '../policy/demand'

/** The link behind a token, with the session it came from and its owner, while all of them live. */
export async function liveHandOver(read: Reader, ctx: Context, token: string) {
  if (!looksLikeToken(token)) return null
  const { handOvers, organizations, sessions, users } = ctx.db.tables
  const now = ctx.now()
  const [row] = await read
    .select({
      handed: handOvers,
      session: sessions,
      user: users,
      demand: demandColumns({ users, organizations }),
    })
    .from(handOvers)
    .innerJoin(sessions, eq(sessions.id, handOvers.sessionId))
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        eq(handOvers.tokenDigest, digest(token)),
        live(handOvers.createdAt, handOvers.expiresAt, now),
        live(sessions.createdAt, sessions.expiresAt, now),
        live(sessions.lastSeenAt, sessions.idleExpiresAt, now),
        isActive({ users, organizations }),
      ),
    )
  if (!row || !keepsSessions(row.demand, now)) return null
  // What was not asked of that session must not be skipped now that it is: enrollment stands before a new one.
  const provedNothing = (row.session.proof ?? 'none') === 'none'
  return provedNothing && nextStep(row.demand, now) !== 'none' ? null : row
}

/** Deletes the links that expired. */
export async function sweepHandOvers(tx: Writer, ctx: Context): Promise<void> {
  const { handOvers } = ctx.db.tables
  await tx.delete(handOvers).where(lte(handOvers.expiresAt, ctx.now()))
}
