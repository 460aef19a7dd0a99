import { createHmac } from 'node:crypto'
import { and, eq, or, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { later, seconds } from '@/lib/duration'
import { requireKey } from '@/lib/keys/named-key'
import { happenedWithin, live } from '@/lib/lifespan'
import { opaque } from '@/lib/opaque'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { tell } from '@/lib/records/outbox/outbox'
import { demandColumns, keepsSessions } from '@/lib/records/policy/demand'
import { deleteSessions } from '@/lib/records/sessions/delete'
import { lifetimes, type OpenedSession, refreshEnds } from '@/lib/records/sessions/session'
import { isActive } from '@/lib/records/users/active'
import { fail, ok, type Result } from '@/lib/result'

export const refreshInput = z.strictObject({ refreshToken: opaque })

/** For so long the same call gets the same answer: the first one may have been lost, or asked for by two windows at once. */
const grace = seconds(30)

/**
 * Exchanges a refresh token for the next two tokens. They are derived from it, so that the same call gets the same
 * tokens for 30 seconds, while the new refresh token is unused. One that comes back later, or after that, ends the session,
 * with every token that came of it, and the person is told (RFC 9700 4.14.2).
 */
export async function refreshSession(
  ctx: Context,
  { refreshToken }: z.output<typeof refreshInput>,
): Promise<Result<OpenedSession, 'token-invalid'>> {
  if (!looksLikeToken(refreshToken)) return fail('token-invalid')
  const presented = digest(refreshToken)
  return ctx.db.write(async (tx) => {
    const opened =
      (await exchange(tx, ctx, refreshToken, presented)) ?? (await again(tx, ctx, refreshToken, presented))
    if (opened) return ok(opened)
    await endReused(tx, ctx, presented)
    return fail('token-invalid')
  })
}

/** The two tokens that follow a refresh token, the same each time; null where the key they came of is gone. */
function successorsOf(ctx: Context, fingerprint: string, refreshToken: string) {
  const next = (kind: 'access' | 'refresh') => {
    const key = ctx.vault.deriveFrom(fingerprint, `successor of a refresh token: ${kind}`)
    return key && createHmac('sha256', key).update(refreshToken).digest('base64url')
  }
  const [access, refresh] = [next('access'), next('refresh')]
  return access && refresh ? { access, refresh } : null
}

async function exchange(
  tx: Writer,
  ctx: Context,
  refreshToken: string,
  presented: Buffer,
): Promise<OpenedSession | null> {
  const { sessions, spentRefreshTokens } = ctx.db.tables
  const found = await liveSession(tx, ctx, eq(sessions.refreshDigest, presented))
  if (!found) return null
  const now = ctx.now()
  const { session, role } = found
  const idleExpiresAt = later(now, lifetimes(session.kind, role).idle)
  const keyFingerprint = ctx.vault.fingerprint
  const next = successorsOf(ctx, keyFingerprint, refreshToken)
  if (!next) throw new Error('The key that seals is not on the ring.')
  const ends = refreshEnds(ctx, { expiresAt: session.expiresAt, idleExpiresAt })
  const [claimed] = await tx
    .update(sessions)
    .set({
      tokenDigest: digest(next.access),
      refreshDigest: digest(next.refresh),
      accessExpiresAt: ends.accessExpiresAt,
      lastSeenAt: now,
      idleExpiresAt,
    })
    .where(and(eq(sessions.id, session.id), eq(sessions.refreshDigest, presented)))
    .returning({ id: sessions.id })
  if (!claimed) return null
  const spent = { tokenDigest: presented, sessionId: session.id, spentAt: now, keyFingerprint }
  await tx.insert(spentRefreshTokens).values(spent)
  return { token: next.access, sessionId: session.id, refresh: { token: next.refresh, ...ends } }
}

/** The answer that this token was exchanged for a moment ago, if what it gave is not used yet. */
async function again(
  tx: Writer,
  ctx: Context,
  refreshToken: string,
  presented: Buffer,
): Promise<OpenedSession | null> {
  const { sessions, spentRefreshTokens } = ctx.db.tables
  const [spent] = await tx
    .select()
    .from(spentRefreshTokens)
    .where(eq(spentRefreshTokens.tokenDigest, presented))
  if (!spent?.keyFingerprint || !happenedWithin(spent.spentAt, grace, ctx.now())) return null
  const next = successorsOf(ctx, spent.keyFingerprint, refreshToken)
  if (!next) {
    await requireKey(tx, ctx)
    return null
  }
  const unused = and(eq(sessions.id, spent.sessionId), eq(sessions.refreshDigest, digest(next.refresh)))
  const found = await liveSession(tx, ctx, unused)
  if (!found?.session.accessExpiresAt) return null
  const { id, accessExpiresAt, expiresAt, idleExpiresAt } = found.session
  const ends = refreshEnds(ctx, { expiresAt, idleExpiresAt })
  return { token: next.access, sessionId: id, refresh: { token: next.refresh, ...ends, accessExpiresAt } }
}

/** The session that meets this, if it is one that lives. */
async function liveSession(tx: Writer, ctx: Context, meets: SQL | undefined) {
  const { sessions, users, organizations } = ctx.db.tables
  const now = ctx.now()
  const [found] = await tx
    .select({ session: sessions, role: users.role, demand: demandColumns({ users, organizations }) })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        meets,
        live(sessions.createdAt, sessions.expiresAt, now),
        live(sessions.lastSeenAt, sessions.idleExpiresAt, now),
        isActive({ users, organizations }),
      ),
    )
  return found && keepsSessions(found.demand, now) ? found : undefined
}

/** Ends the session that a spent refresh token belonged to, if there still is one. */
async function endReused(tx: Writer, ctx: Context, presented: Buffer): Promise<void> {
  const { sessions, spentRefreshTokens, users } = ctx.db.tables
  const [spent] = await tx
    .select({ session: sessions, user: users })
    .from(spentRefreshTokens)
    .innerJoin(sessions, eq(sessions.id, spentRefreshTokens.sessionId))
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(spentRefreshTokens.tokenDigest, presented))
  if (!spent) return
  const { session, user } = spent
  // What it opened elsewhere goes with it: whoever had the token may have had that, too.
  await deleteSessions(tx, ctx, or(eq(sessions.id, session.id), eq(sessions.handedOverBy, session.id)))
  await record(tx, ctx, user.organizationId, {
    event: 'refresh-token.reused',
    actor: { kind: 'nobody' },
    subject: named(user),
    detail: { endedClient: session.client },
  })
  await tell(tx, ctx, user, 'session-stolen', { client: session.client })
}
