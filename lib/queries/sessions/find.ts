import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Person } from '@/lib/actors'
import type { SignedIn } from '@/lib/authentication-context'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { later, minutes, seconds } from '@/lib/duration'
import { accessLife } from '@/lib/figures'
import { atNow, latestEnd, liveColumns, liveGiven } from '@/lib/lifespan'
import { lifetimes } from '@/lib/records/sessions/session'
import { isActive } from '@/lib/records/users/active'

const liveSession = prepared(
  'live-session',
  ({ sessions }) => ({
    ...liveColumns(sessions.createdAt, sessions.expiresAt),
    token: sessions.tokenDigest,
    latestEnd: sessions.accessExpiresAt,
  }),
  (read: Reader, { sessions, users, organizations }, given) =>
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
        proof: sessions.proof,
        createdAt: sessions.createdAt,
        authenticatedAt: sessions.authenticatedAt,
        expiresAt: sessions.expiresAt,
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(
        and(
          eq(sessions.tokenDigest, given.token),
          liveGiven(sessions.createdAt, sessions.expiresAt, given),
          gt(sessions.idleExpiresAt, given.now),
          or(
            isNull(sessions.accessExpiresAt),
            and(gt(sessions.accessExpiresAt, given.now), lte(sessions.accessExpiresAt, given.latestEnd)),
          ),
          isActive({ users, organizations }),
        ),
      ),
)

/**
 * Whose live session this token opens, over whichever channel; null for a dead one: ended, expired, idle for too long, or of
 * someone who is not active. Notes that it was used, at most once a minute.
 */
export async function findSession(ctx: Context, token: string): Promise<Person | null> {
  return (await findSignIn(ctx, token))?.person ?? null
}

/** A live session: whose it is, how they signed in, and when it ends at the latest. */
export type SignIn = SignedIn & { person: Person; endsAt: Date }

/** The same, and how they signed in. `used: false`: what asks is no use of the session by a person. */
export async function findSignIn(ctx: Context, token: string, used = true): Promise<SignIn | null> {
  if (!looksLikeToken(token)) return null
  const now = ctx.now()
  const [row] = await liveSession(ctx.db.read, ctx.db, {
    token: digest(token),
    latestEnd: latestEnd(now, accessLife),
    ...atNow(now),
  })
  if (!row) return null
  const { lastSeenAt, accessExpiresAt, proof, createdAt, authenticatedAt, expiresAt, ...rest } = row
  const person: Person = { ...rest, channel: accessExpiresAt ? 'api' : 'web' }
  // Also where it was seen in a time that has yet to come.
  if (used && Math.abs(now.getTime() - lastSeenAt.getTime()) >= minutes(1))
    await Promise.race([touch(ctx, person), wait(seconds(0.2), null, { ref: false })])
  return { person, proof, signedInAt: authenticatedAt ?? createdAt, endsAt: expiresAt }
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
