import { and, eq, gt, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import { record } from '../audit/record'
import type { Context } from '../context'
import { digest, looksLikeToken, newToken } from '../crypto/token'
import { later } from '../duration'
import { tell } from '../mail/outbox'
import { fail, ok, type Result } from '../result'
import { named } from '../users/authority'
import { lifetimes, newRefresh, type OpenedSession } from './session'

export const refreshInput = z.strictObject({ refreshToken: z.string().max(64) })

/**
 * Exchanges a refresh token for the next two tokens, once. One that comes back was copied: the session ends, with every
 * token that came of it, and the person is told (RFC 9700 4.14.2).
 */
export async function refreshSession(
  ctx: Context,
  { refreshToken }: z.output<typeof refreshInput>,
): Promise<Result<OpenedSession, 'token-invalid'>> {
  if (!looksLikeToken(refreshToken)) return fail('token-invalid')
  const { sessions, spentRefreshTokens, users, organizations } = ctx.db.tables
  const presented = digest(refreshToken)
  return ctx.db.write(async (tx) => {
    const now = ctx.now()
    const [live] = await tx
      .select({ session: sessions, role: users.role })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(
        and(
          eq(sessions.refreshDigest, presented),
          gt(sessions.expiresAt, now),
          gt(sessions.idleExpiresAt, now),
          eq(users.status, 'active'),
          isNull(organizations.suspendedAt),
        ),
      )
    if (!live) {
      await endStolen(tx, ctx, presented)
      return fail('token-invalid')
    }
    const { session, role } = live
    const idleExpiresAt = later(now, lifetimes(session.kind, role).idle)
    const token = newToken()
    const refresh = newRefresh(ctx, { expiresAt: session.expiresAt, idleExpiresAt })
    await tx
      .update(sessions)
      .set({
        tokenDigest: digest(token),
        refreshDigest: digest(refresh.token),
        accessExpiresAt: refresh.accessExpiresAt,
        lastSeenAt: now,
        idleExpiresAt,
      })
      .where(and(eq(sessions.id, session.id), eq(sessions.refreshDigest, presented)))
    await tx.insert(spentRefreshTokens).values({ tokenDigest: presented, sessionId: session.id })
    return ok({ token, sessionId: session.id, refresh })
  })
}

/** Ends the session that a spent refresh token belonged to, if it still lives. */
async function endStolen(tx: Writer, ctx: Context, presented: Buffer): Promise<void> {
  const { sessions, spentRefreshTokens, users } = ctx.db.tables
  const [spent] = await tx
    .select({ session: sessions, user: users })
    .from(spentRefreshTokens)
    .innerJoin(sessions, eq(sessions.id, spentRefreshTokens.sessionId))
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(spentRefreshTokens.tokenDigest, presented))
  if (!spent) return
  const { session, user } = spent
  await tx.delete(sessions).where(eq(sessions.id, session.id))
  await record(tx, ctx, user.organizationId, {
    event: 'refresh-token.reused',
    actor: { kind: 'nobody' },
    subject: named(user),
    detail: { endedClient: session.client },
  })
  await tell(tx, ctx, user, 'session-stolen', { client: session.client })
}
