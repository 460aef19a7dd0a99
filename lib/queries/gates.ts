import { setTimeout as wait } from 'node:timers/promises'
import { and, asc, eq, gt } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { SessionKind } from '@/db/tables/sign-in'
import type { Role } from '@/db/tables/users'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { later, minutes, seconds } from '@/lib/duration'
import { atNow, liveColumns, liveGiven } from '@/lib/lifespan'
import { type Refusal, refusalOf } from '@/lib/records/apps/admission'
import { type Site, siteOf } from '@/lib/records/gates/site'
import { noteUse } from '@/lib/records/oidc/sign-in'
import { demandColumns, keepsSessions } from '@/lib/records/policy/demand'
import { limitColumns, type SessionLimits } from '@/lib/records/sessions/limits'
import { lifetimes } from '@/lib/records/sessions/session'
import { isActive } from '@/lib/records/users/active'

const liveGate = prepared(
  'live-gate',
  ({ gates, apps, sessions }) => ({
    ...liveColumns(sessions.createdAt, sessions.expiresAt),
    token: gates.tokenDigest,
    host: apps.host,
  }),
  (read: Reader, { gates, sessions, users, organizations, apps, appPeople }, given) =>
    read
      .select({
        appId: apps.id,
        address: apps.address,
        suspendedAt: apps.suspendedAt,
        forEveryone: apps.forEveryone,
        twoFactor: apps.twoFactor,
        freshHours: apps.freshHours,
        userId: users.id,
        name: users.name,
        email: users.email,
        role: users.role,
        demand: demandColumns({ users, organizations }),
        sessionId: sessions.id,
        kind: sessions.kind,
        limits: limitColumns({ organizations }),
        proof: sessions.proof,
        createdAt: sessions.createdAt,
        authenticatedAt: sessions.authenticatedAt,
        lastSeenAt: sessions.lastSeenAt,
        lastUsedAt: appPeople.lastUsedAt,
      })
      .from(gates)
      .innerJoin(sessions, eq(sessions.id, gates.sessionId))
      .innerJoin(users, eq(users.id, sessions.userId))
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .innerJoin(apps, and(eq(apps.id, gates.appId), eq(apps.organizationId, users.organizationId)))
      .leftJoin(appPeople, and(eq(appPeople.appId, apps.id), eq(appPeople.userId, users.id)))
      .where(
        and(
          eq(gates.tokenDigest, given.token),
          eq(gates.host, given.host),
          eq(apps.host, given.host),
          eq(apps.kind, 'proxy'),
          liveGiven(gates.createdAt, gates.expiresAt, given),
          liveGiven(sessions.createdAt, sessions.expiresAt, given),
          gt(sessions.idleExpiresAt, given.now),
          isActive({ users, organizations }),
        ),
      ),
)

const groupsBefore = prepared(
  'groups-of-person-before-app',
  ({ groupMembers, appGroups }) => ({ userId: groupMembers.userId, appId: appGroups.appId }),
  (read: Reader, { groupMembers, groups, appGroups }, given) =>
    read
      .select({ name: groups.name, ofApp: appGroups.appId })
      .from(groupMembers)
      .innerJoin(groups, eq(groups.id, groupMembers.groupId))
      .leftJoin(appGroups, and(eq(appGroups.groupId, groups.id), eq(appGroups.appId, given.appId)))
      .where(eq(groupMembers.userId, given.userId))
      .orderBy(asc(groups.sortName)),
)

/** Whom a gate lets through to a site: what the site is told of them, and whether they may still use it. */
export type AtGate = {
  person: { name: string; email: string; role: Role; groups: string[] }
  /** Where the site is. */
  address: string
  refusal: Refusal | null
}

/**
 * Who comes through the gate of this token at a site's host; null without one: none was opened there, or the session it hangs
 * on has ended or was idle for too long, or its owner is not active. `used`: a person opens a page, which is noted as use of
 * the session and of the site, at most once a minute.
 */
export async function findGate(
  ctx: Context,
  token: string,
  host: string,
  used: boolean,
): Promise<AtGate | null> {
  if (!looksLikeToken(token)) return null
  const now = ctx.now()
  const [row] = await liveGate(ctx.db.read, ctx.db, { token: digest(token), host, ...atNow(now) })
  if (!row || !keepsSessions(row.demand, now)) return null
  const { appId, userId, address, name, email, role, proof } = row
  const groups = await groupsBefore(ctx.db.read, ctx.db, { userId, appId })
  const assigned = row.forEveryone || groups.some(({ ofApp }) => ofApp !== null)
  const signedIn = { proof, signedInAt: row.authenticatedAt ?? row.createdAt }
  const refusal = refusalOf({ app: row, person: row, assigned }, signedIn, now)
  // Also where it was used in a time that has yet to come.
  const isDue = (at: Date | null) => at !== null && Math.abs(now.getTime() - at.getTime()) >= minutes(1)
  if (used && !refusal && (isDue(row.lastSeenAt) || isDue(row.lastUsedAt)))
    await Promise.race([touch(ctx, row), wait(seconds(0.2), null, { ref: false })])
  return { person: { name, email, role, groups: groups.map((group) => group.name) }, address, refusal }
}

type Used = {
  sessionId: string
  appId: string
  userId: string
  kind: SessionKind
  role: Role
  limits: SessionLimits
}

/** What is only read neither waits for a busy database nor fails with a full disk: unnoted, a session ends the sooner. */
async function touch(ctx: Context, { sessionId, appId, userId, kind, role, limits }: Used): Promise<void> {
  const { sessions } = ctx.db.tables
  const now = ctx.now()
  const noted = ctx.db.write(async (tx) => {
    await tx
      .update(sessions)
      .set({ lastSeenAt: now, idleExpiresAt: later(now, lifetimes(kind, role, limits).idle) })
      .where(and(eq(sessions.id, sessionId), gt(sessions.idleExpiresAt, now)))
    await noteUse(tx, ctx, appId, userId)
  })
  await noted.catch(() => {})
}

/** The site behind a proxy of this host; null where none is registered. What it is called is public, as its host is. */
export const findSite = (ctx: Context, host: string): Promise<Site | null> => siteOf(ctx.db.read, ctx, host)
