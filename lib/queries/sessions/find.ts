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
import { type Demand, keepsSessions } from '@/lib/records/policy/demand'
import { demandOfPerson } from '@/lib/records/policy/of-person'
import { limitColumns, type SessionLimits } from '@/lib/records/sessions/limits'
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
        policyFrom: organizations.policyFrom,
        limits: limitColumns({ organizations }),
        secondFactor: users.secondFactor,
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
 * Whose live session this token opens, over whichever channel; null for a dead one: ended, expired, idle for too long, of
 * someone who is not active, or who lacks the second factor that the policy asks of them by now. Notes that it was used, at most once a minute.
 */
export async function findSession(ctx: Context, token: string): Promise<Person | null> {
  return (await findLive(ctx, token, true))?.person ?? null
}

/** A live session: whose it is, what is asked of them, how they signed in, and when it ends at the latest. */
export type SignIn = SignedIn & { person: Person; demand: Demand; endsAt: Date }

/** The same, and how they signed in. `used: false`: what asks is no use of the session by a person. */
export async function findSignIn(ctx: Context, token: string, used = true): Promise<SignIn | null> {
  const found = await findLive(ctx, token, used)
  const demand = found && (await demandOf(ctx, found.person.userId))
  return demand ? { ...found, demand } : null
}

async function findLive(ctx: Context, token: string, used: boolean): Promise<Omit<SignIn, 'demand'> | null> {
  if (!looksLikeToken(token)) return null
  const now = ctx.now()
  const [row] = await liveSession(ctx.db.read, ctx.db, {
    token: digest(token),
    latestEnd: latestEnd(now, accessLife),
    ...atNow(now),
  })
  if (!row) return null
  const { lastSeenAt, accessExpiresAt, proof, createdAt, authenticatedAt, expiresAt, ...asked } = row
  const { policyFrom, secondFactor, limits, ...rest } = asked
  // What the policy asks is looked up only of those of whom it may ask something: a request costs others no more for it.
  if (policyFrom && secondFactor !== 'on') {
    const demand = await demandOf(ctx, rest.userId)
    if (!demand || !keepsSessions(demand, now)) return null
  }
  const person: Person = { ...rest, channel: accessExpiresAt ? 'api' : 'web' }
  // Also where it was seen in a time that has yet to come.
  if (used && Math.abs(now.getTime() - lastSeenAt.getTime()) >= minutes(1))
    await Promise.race([touch(ctx, person, limits), wait(seconds(0.2), null, { ref: false })])
  return { person, proof, signedInAt: authenticatedAt ?? createdAt, endsAt: expiresAt }
}

const demandOf = async (ctx: Context, userId: string): Promise<Demand | null> =>
  (await demandOfPerson(ctx.db.read, ctx.db, { userId }))[0]?.demand ?? null

/** What is only read neither waits for a busy database nor fails with a full disk: unnoted, a session ends the sooner. */
async function touch(ctx: Context, { sessionId, kind, role }: Person, limits: SessionLimits): Promise<void> {
  const { sessions } = ctx.db.tables
  const now = ctx.now()
  const noted = ctx.db.write((tx) =>
    tx
      .update(sessions)
      .set({ lastSeenAt: now, idleExpiresAt: later(now, lifetimes(kind, role, limits).idle) })
      .where(eq(sessions.id, sessionId)),
  )
  await noted.catch(() => {})
}
