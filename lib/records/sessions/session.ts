import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { insertRow } from '@/db/prepared'
import type { ChallengeProof, Channel, SessionKind } from '@/db/tables/sign-in'
import type { Role } from '@/db/tables/users'
import type { Person } from '@/lib/actors'
import { browserOf, type SessionClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { digest, newToken } from '@/lib/crypto/token'
import { days, earlier, hours, later, minutes } from '@/lib/duration'
import { accessLife } from '@/lib/figures'
import { live } from '@/lib/lifespan'
import { isActive } from '@/lib/records/users/active'
import { lockPerson } from '@/lib/records/users/lock'
import { demandColumns, keepsSessions } from '../policy/demand'
import { limitsOf, type SessionLimits } from './limits'

/**
 * Idle and absolute lifetimes (NIST SP 800-63B-4 2.2.3, ASVS 7.3). `limits`: what the person's organization has set for the
 * web, which only ever makes them shorter.
 */
export function lifetimes(
  kind: SessionKind,
  role: Role,
  { idleMinutes, hours: most }: SessionLimits = none,
): { idle: number; absolute: number } {
  if (kind === 'web') {
    const agent = role === 'agent'
    return {
      idle: Math.min(minutes(agent ? 60 : 30), minutes(idleMinutes ?? 60)),
      absolute: Math.min(hours(agent ? 24 : 12), hours(most ?? 24)),
    }
  }
  return { idle: days(7), absolute: role === 'agent' ? days(30) : hours(24) }
}

/** What opens a session. On the web the token alone, as a cookie; over the token API, with the one that renews it. */
export type OpenedSession = {
  token: string
  sessionId: string
  refresh: { token: string; accessExpiresAt: Date; expiresAt: Date } | null
}

/**
 * How a session came about: in which browser, with what proof, and from which other session, which it does not outlive and
 * whose owner had signed in at `authenticatedAt`.
 */
type Opening = {
  browser?: Buffer | null
  proof?: ChallengeProof | null
  handedOverBy?: string | null
  endsBy?: Date | null
  authenticatedAt?: Date | null
}

const none: SessionLimits = { idleMinutes: null, hours: null }

/** Opens a session and returns its tokens: 256 bit, of which only the SHA-256 is stored. */
export async function openSession(
  tx: Writer,
  ctx: Context,
  user: { id: string; role: Role },
  channel: Channel,
  client: SessionClient = browserOf(ctx),
  { browser = null, proof = null, handedOverBy = null, endsBy = null, authenticatedAt = null }: Opening = {},
): Promise<OpenedSession> {
  const { sessions } = ctx.db.tables
  const token = newToken()
  const sessionId = randomUUID()
  const now = ctx.now()
  const limits = client.kind === 'web' ? await limitsOf(tx, ctx.db, user.id) : none
  const { idle, absolute } = lifetimes(client.kind, user.role, limits)
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
    ...{ browserDigest: browser, proof, handedOverBy, authenticatedAt },
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

/** Within a transaction, and until it ends: whether this session still stands, its owner active and in the role given. */
export async function sessionStands(
  tx: Writer,
  ctx: Context,
  { sessionId, userId, organizationId }: Pick<Person, 'sessionId' | 'userId' | 'organizationId'>,
  role?: Role,
): Promise<boolean> {
  await lockPerson(tx, ctx, userId)
  const { sessions, users, organizations } = ctx.db.tables
  const [row] = await tx
    .select({ role: users.role, demand: demandColumns({ users, organizations }) })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        eq(sessions.id, sessionId),
        live(sessions.createdAt, sessions.expiresAt, ctx.now()),
        eq(users.id, userId),
        eq(users.organizationId, organizationId),
        isActive({ users, organizations }),
      ),
    )
  if (!row || !keepsSessions(row.demand, ctx.now())) return false
  return role === undefined || row.role === role
}
