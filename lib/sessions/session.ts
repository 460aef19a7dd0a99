import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { insertRow, prepared } from '@/db/prepared'
import type { ChallengeProof, Channel, SessionKind } from '@/db/tables/sign-in'
import type { Role } from '@/db/tables/users'
import type { Person } from '../actors'
import type { Context } from '../context'
import { digest, looksLikeToken, newToken } from '../crypto/token'
import { days, earlier, hours, later, minutes, seconds } from '../duration'
import { atNow, latestEnd, live, liveGiven } from '../lifespan'
import { browserOf, type SessionClient } from './client'

/** Idle and absolute lifetimes (NIST SP 800-63B-4 2.2.3, ASVS 7.3). */
export function lifetimes(kind: SessionKind, role: Role): { idle: number; absolute: number } {
  if (kind === 'web') {
    return role === 'agent'
      ? { idle: minutes(60), absolute: hours(24) }
      : { idle: minutes(30), absolute: hours(12) }
  }
  return { idle: days(7), absolute: role === 'agent' ? days(30) : hours(24) }
}

/** How long an access token of the token API works; the refresh token gets the next one. */
export const accessLife = minutes(10)

/** What opens a session. On the web the token alone, as a cookie; over the token API, with the one that renews it. */
export type OpenedSession = {
  token: string
  sessionId: string
  refresh: { token: string; accessExpiresAt: Date; expiresAt: Date } | null
}

/** How a session came about: in which browser, with what proof, and from which other session, which it does not outlive. */
type Opening = {
  browser?: Buffer | null
  proof?: ChallengeProof | null
  handedOverBy?: string | null
  endsBy?: Date | null
}

/** Opens a session and returns its tokens: 256 bit, of which only the SHA-256 is stored. */
export async function openSession(
  tx: Writer,
  ctx: Context,
  user: { id: string; role: Role },
  channel: Channel,
  client: SessionClient = browserOf(ctx),
  { browser = null, proof = null, handedOverBy = null, endsBy = null }: Opening = {},
): Promise<OpenedSession> {
  const { sessions } = ctx.db.tables
  const token = newToken()
  const sessionId = randomUUID()
  const now = ctx.now()
  const { idle, absolute } = lifetimes(client.kind, user.role)
  const latest = later(now, absolute)
  const ends = { expiresAt: endsBy ? earlier(latest, endsBy) : latest, idleExpiresAt: later(now, idle) }
  const refresh = channel === 'web' ? null : { token: newToken(), ...refreshEnds(ctx, ends) }
  await insertRow(tx, sessions, {
    id: sessionId,
    tokenDigest: digest(token),
    userId: user.id,
    kind: client.kind,
    client: client.name,
    address: ctx.origin.address,
    ...{ browserDigest: browser, proof, handedOverBy },
    createdAt: now,
    lastSeenAt: now,
    ...ends,
    ...(refresh && { refreshDigest: digest(refresh.token), accessExpiresAt: refresh.accessExpiresAt }),
  })
  return { token, sessionId, refresh }
}

/** Until when the two tokens of a session with these ends work. */
export function refreshEnds(ctx: Context, ends: { expiresAt: Date; idleExpiresAt: Date }) {
  const expiresAt = earlier(ends.expiresAt, ends.idleExpiresAt)
  return {
    accessExpiresAt: earlier(later(ctx.now(), accessLife), expiresAt),
    expiresAt,
  }
}

const liveSession = prepared('live-session', (read: Reader, { sessions, users, organizations }, given) =>
  read
    .select({
      userId: users.id,
      sessionId: sessions.id,
      kind: sessions.kind,
      role: users.role,
      organizationId: users.organizationId,
      organizationName: organizations.name,
      name: users.name,
      email: users.email,
      lastSeenAt: sessions.lastSeenAt,
      accessExpiresAt: sessions.accessExpiresAt,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        eq(sessions.tokenDigest, given(sessions.tokenDigest, 'token')),
        liveGiven(sessions.createdAt, sessions.expiresAt, given),
        gt(sessions.idleExpiresAt, given(sessions.idleExpiresAt, 'now')),
        or(
          isNull(sessions.accessExpiresAt),
          and(
            gt(sessions.accessExpiresAt, given(sessions.accessExpiresAt, 'now')),
            lte(sessions.accessExpiresAt, given(sessions.accessExpiresAt, 'latestEnd')),
          ),
        ),
        eq(users.status, 'active'),
        isNull(organizations.suspendedAt),
      ),
    ),
)

/**
 * Whose live session this token opens, over whichever channel; null for a dead one: ended, expired, idle for too long, or of
 * somebody who is not active. Notes that it was used, at most once a minute.
 */
export async function findSession(ctx: Context, token: string): Promise<Person | null> {
  if (!looksLikeToken(token)) return null
  const now = ctx.now()
  const [row] = await liveSession(ctx.db.read, ctx.db, {
    token: digest(token),
    latestEnd: latestEnd(now, accessLife),
    ...atNow(now),
  })
  if (!row) return null
  const { lastSeenAt, accessExpiresAt, ...rest } = row
  const person: Person = { ...rest, channel: accessExpiresAt ? 'api' : 'web' }
  // Also where it was seen in a time that has yet to come.
  if (Math.abs(now.getTime() - lastSeenAt.getTime()) >= minutes(1))
    await Promise.race([touch(ctx, person), wait(seconds(0.2), null, { ref: false })])
  return person
}

/** What is only read neither waits for a busy database nor fails with a full disk: unnoted, a session ends the sooner. */
async function touch(ctx: Context, { sessionId, kind, role }: Person): Promise<void> {
  const { sessions } = ctx.db.tables
  const now = ctx.now()
  const noted = ctx.db.write((tx) =>
    tx
      .update(sessions)
      .set({ lastSeenAt: now, idleExpiresAt: later(now, lifetimes(kind, role).idle) })
      .where(eq(sessions.id, sessionId)),
  )
  await noted.catch(() => {})
}

/** Within a transaction: whether this session still stands, its owner active and in the role given. */
export async function sessionStands(
  tx: Writer,
  ctx: Context,
  { sessionId, userId, organizationId }: Pick<Person, 'sessionId' | 'userId' | 'organizationId'>,
  role?: Role,
): Promise<boolean> {
  const { sessions, users, organizations } = ctx.db.tables
  const [row] = await tx
    .select({ role: users.role })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        eq(sessions.id, sessionId),
        live(sessions.createdAt, sessions.expiresAt, ctx.now()),
        eq(users.id, userId),
        eq(users.organizationId, organizationId),
        eq(users.status, 'active'),
        isNull(organizations.suspendedAt),
      ),
    )
  return row !== undefined && (role === undefined || row.role === role)
}
