import { and, count, eq, exists, inArray, isNotNull, isNull, type SQL } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { type PolicyWho, serverHousehold } from '@/db/tables/organizations'
import type { StoredFactor } from '@/db/tables/users'
import type { Context } from '@/lib/context'
import { mostCounted } from '@/lib/figures'
import { live } from '@/lib/lifespan'
import { markOf } from './mark'
import { isOff, namesStored, policyOf, storedOff } from './policy'

/** A rule that someone thinks of. */
export type Candidate = { who: PolicyWho; groupIds: readonly string[] }

/** Why a rule asks for a second thought: how few ways back there would be, and who should act first. */
export type Warning = { kind: 'single-admin'; first: string[] } | { kind: 'no-way-back'; first: string[] }

/** Whom a rule would ask to set two-factor authentication up, and what it would end. Counted up to `mostCounted`. */
export type Preview = {
  people: number
  asked: number
  /** Of those asked: who is signed in now, who has not joined yet, and whether the admin is one. */
  signedIn: number
  notJoined: number
  you: boolean
  /** Sessions of those asked, and what apps hold of them. */
  sessions: number
  apps: number
  warnings: Warning[]
  /** No admin could sign in: it cannot be saved. */
  locksOut: boolean
  /** By which what was shown is told from what is. */
  mark: string
}

/** Of people: whether this rule would ask them, who have it off. */
export function askedBy(from: Reader | Writer, ctx: Context, { who, groupIds }: Candidate): SQL | undefined {
  const { users, groupMembers } = ctx.db.tables
  const inGroups = exists(
    from
      .select({ userId: groupMembers.userId })
      .from(groupMembers)
      .where(and(eq(groupMembers.userId, users.id), inArray(groupMembers.groupId, [...groupIds]))),
  )
  const stored = storedOff.filter((place) => who === 'groups' || namesStored({ policyWho: who }, place))
  return and(inArray(users.secondFactor, stored), who === 'groups' ? inGroups : undefined)
}

/** What a rule would do now, for the admin who asks. */
export async function previewOf(
  from: Reader | Writer,
  ctx: Context,
  admin: { userId: string; organizationId: string },
  candidate: Candidate,
): Promise<Preview> {
  const { users, sessions, appSignIns, headcounts } = ctx.db.tables
  const ofOrganization = eq(users.organizationId, admin.organizationId)
  const asked = askedBy(from, ctx, candidate)
  const present = inArray(users.status, ['active', 'invited'])
  const counts = await from
    .select({ status: headcounts.status, stored: headcounts.secondFactor, people: headcounts.people })
    .from(headcounts)
    .where(eq(headcounts.organizationId, admin.organizationId))
  const number = (meets: (status: string, stored: StoredFactor) => boolean) =>
    counts.reduce((sum, row) => (meets(row.status, row.stored as StoredFactor) ? sum + row.people : sum), 0)
  const isPresent = (status: string) => status === 'active' || status === 'invited'
  const isAsked = (stored: StoredFactor) => isOff(stored) && namesStored({ policyWho: candidate.who }, stored)
  const countAsked = async (...meets: (SQL | undefined)[]) => {
    const [row] = await from
      .select({ people: count() })
      .from(users)
      .where(and(ofOrganization, asked, ...meets))
    return row?.people ?? 0
  }
  const byGroups = candidate.who === 'groups'
  const [you] = await from
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, admin.userId), asked))
  const isOpen = and(ofOrganization, asked, live(sessions.createdAt, sessions.idleExpiresAt, ctx.now()))
  // Who has many open is one of those signed in, and no more.
  const signedIn = await from
    .selectDistinct({ userId: sessions.userId })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(isOpen)
    .limit(mostCounted)
  const open = await from
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(isOpen)
    .limit(mostCounted)
  const opened = await from
    .select({ id: appSignIns.id })
    .from(appSignIns)
    .innerJoin(users, eq(users.id, appSignIns.userId))
    .where(and(ofOrganization, asked))
    .limit(mostCounted)
  const shown = {
    people: number(isPresent),
    asked: byGroups
      ? await countAsked(present)
      : number((status, stored) => isPresent(status) && isAsked(stored)),
    notJoined: byGroups
      ? await countAsked(eq(users.status, 'invited'))
      : number((status, stored) => status === 'invited' && isAsked(stored)),
    you: you !== undefined,
    ...(await waysBack(from, ctx, admin.organizationId, candidate)),
  }
  return {
    ...shown,
    signedIn: signedIn.length,
    sessions: open.length,
    apps: opened.length,
    // Who is signed in changes by itself.
    mark: markOf(candidate, await standing(from, ctx, admin.organizationId), shown),
  }
}

/** The rule that a new one would replace: who looked at the one that stands has not seen what someone else saved since. */
async function standing(from: Reader | Writer, ctx: Context, organizationId: string) {
  const { policyGroups } = ctx.db.tables
  const policy = await policyOf(from, ctx, organizationId)
  const named = await from
    .select({ id: policyGroups.groupId })
    .from(policyGroups)
    .where(eq(policyGroups.organizationId, organizationId))
  return [
    ...[policy?.policyWho, policy?.policyFrom, policy?.policySessions, policy?.policyNewPeople],
    ...[policy?.timeZone, named.map(({ id }) => id).toSorted()],
  ]
}

/** What is left to an organization whose admins must have a second factor: admins who get in, recovery codes, operators. */
async function waysBack(
  from: Reader | Writer,
  ctx: Context,
  organizationId: string,
  { who, groupIds }: Candidate,
): Promise<{ warnings: Warning[]; locksOut: boolean }> {
  if (who === 'nobody') return { warnings: [], locksOut: false }
  const { users, recoveryCodes, groupMembers } = ctx.db.tables
  const admins = await from
    .select({
      ...{ name: users.name, status: users.status, lockedAt: users.secondStepLockedAt },
      codes: count(recoveryCodes.userId),
      inGroup: count(groupMembers.userId),
    })
    .from(users)
    .leftJoin(recoveryCodes, and(eq(recoveryCodes.userId, users.id), isNull(recoveryCodes.usedAt)))
    .leftJoin(
      groupMembers,
      and(eq(groupMembers.userId, users.id), inArray(groupMembers.groupId, [...groupIds])),
    )
    .where(and(eq(users.organizationId, organizationId), eq(users.role, 'admin')))
    .groupBy(users.id)
    .limit(mostCounted)
  // A rule that asks no admin leaves them as they are.
  if (who === 'groups' && !admins.some(({ inGroup }) => inGroup > 0)) return { warnings: [], locksOut: false }
  const entering = admins.filter(({ status, lockedAt }) => status === 'active' && !lockedAt)
  const others = admins.filter((admin) => !entering.includes(admin) && admin.status !== 'suspended')
  const names = (some: typeof admins) => some.slice(0, 5).map(({ name }) => name)
  const warnings: Warning[] = []
  if (entering.length === 1) warnings.push({ kind: 'single-admin', first: names(others) })
  const [operator] = await from
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.organizationId, serverHousehold),
        eq(users.status, 'active'),
        isNotNull(users.passwordHash),
      ),
    )
    .limit(1)
  if (!operator && !entering.some(({ codes }) => codes > 0))
    warnings.push({ kind: 'no-way-back', first: names(entering) })
  return { warnings, locksOut: entering.length === 0 }
}
