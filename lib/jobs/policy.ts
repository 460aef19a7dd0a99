import { and, asc, eq, inArray, isNotNull, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { after } from '@/db/expressions'
import type { Tables } from '@/db/tables'
import type { StoredOff } from '@/db/tables/users'
import type { Context } from '@/lib/context'
import { later } from '@/lib/duration'
import { record } from '@/lib/records/audit/record'
import { followPerson } from '@/lib/records/factors/followed'
import { peopleAstray, policyGroupIds, spreadPart } from '@/lib/records/groups/named-by-policy'
import { afterwards } from '@/lib/records/policy/demand'
import { hasGrace, namesStored, storedOff } from '@/lib/records/policy/policy'
import { recordReminders } from '@/lib/records/policy/reminded'
import { isToBeReminded, reminderTimes } from '@/lib/records/policy/reminders'
import { lockPerson } from '@/lib/records/users/lock'
import { type BadRow, eachByItself } from '@/lib/row-by-row'
import { followPasskeyRules } from './passkey-rules'

type Organization = Tables['organizations']['$inferSelect']

/** So many people in one transaction. */
const atOnce = 50

/**
 * Does what the policies of organizations bring about: tells people of the hour from which they need a second factor, ends
 * what was opened without it once that has come, and tells apps. What a policy ends is refused from that very second on,
 * with or without this. Of several servers any may do it: each person is gone through under a lock of theirs.
 */
export async function followPolicies(ctx: Context): Promise<BadRow[]> {
  const { organizations } = ctx.db.tables
  const bad = await followPasskeyRules(ctx)
  const ruled = await ctx.db.read.select().from(organizations).where(isNotNull(organizations.policyFrom))
  const worse = await eachByItself(ruled, async ({ id, policyFrom, policyBegun }) => {
    await spreadPolicy(ctx, id)
    if (!policyBegun && policyFrom && policyFrom <= ctx.now()) await begin(ctx, id)
    await followOne(ctx, id)
  })
  return [...bad, ...worse]
}

/** Goes on with what a change of the policy's groups left to be done, part by part. */
async function spreadPolicy(ctx: Context, organizationId: string): Promise<void> {
  const groupIds = await policyGroupIds(ctx.db.read, ctx, organizationId)
  while ((await peopleAstray(ctx.db.read, ctx, organizationId, groupIds)).length > 0)
    await ctx.db.write((tx) => spreadPart(tx, ctx, organizationId))
}

/** Notes that the hour has come: from then on a clock that is put back changes nothing. */
async function begin(ctx: Context, organizationId: string): Promise<void> {
  const { organizations } = ctx.db.tables
  await ctx.db.write(async (tx) => {
    const [begun] = await tx
      .update(organizations)
      .set({ policyBegun: true })
      .where(
        and(
          eq(organizations.id, organizationId),
          eq(organizations.policyBegun, false),
          lte(organizations.policyFrom, ctx.now()),
        ),
      )
      .returning({ policyWho: organizations.policyWho })
    if (!begun) return
    await record(tx, ctx, organizationId, {
      event: 'policy.started',
      actor: { kind: 'nobody' },
      detail: { policyWho: begun.policyWho },
    })
  })
}

async function followOne(ctx: Context, organizationId: string): Promise<void> {
  const { organizations } = ctx.db.tables
  const [organization] = await ctx.db.read
    .select()
    .from(organizations)
    .where(eq(organizations.id, organizationId))
  if (!organization?.policyFrom) return
  const now = ctx.now()
  const named = storedOff.filter((stored) => namesStored(organization, stored))
  // Who was given time has hours of their own; they are few.
  const whole = isTurn(organization, now)
  await goThrough(
    ctx,
    organizationId,
    named.filter((stored) => whole || hasGrace(stored)),
  )
  if (!whole) return
  await ctx.db.write((tx) =>
    tx
      .update(organizations)
      .set({ policyFollowedAt: now })
      .where(
        and(
          eq(organizations.id, organizationId),
          organization.policySince
            ? eq(organizations.policySince, organization.policySince)
            : isNotNull(organizations.policyFrom),
        ),
      ),
  )
}

/** Whether a time has passed, since everyone was gone through last, at which people are told or something ends. */
function isTurn(organization: Organization, now: Date): boolean {
  const { policyFrom, policyFollowedAt, policySince, timeZone } = organization
  if (!policyFrom) return false
  const times = [
    ...reminderTimes(policyFrom, policySince, timeZone),
    policyFrom,
    later(policyFrom, afterwards),
  ]
  // Also where that was in a time that has yet to come.
  const followed = policyFollowedAt && policyFollowedAt <= now ? policyFollowedAt : null
  return isToBeReminded(times, followed, now)
}

async function goThrough(ctx: Context, organizationId: string, kinds: readonly StoredOff[]): Promise<void> {
  const ids: string[] = []
  const follow = async (some: readonly string[]) =>
    ctx.db.write((tx) => followPeople(tx, ctx, organizationId, some))
  for (const stored of kinds)
    for await (const page of peopleOf(ctx, organizationId, stored)) {
      ids.push(...page)
      while (ids.length >= atOnce) await follow(ids.splice(0, atOnce))
    }
  if (ids.length > 0) await follow(ids)
}

/** Their ids, page by page. */
async function* peopleOf(ctx: Context, organizationId: string, stored: StoredOff): AsyncGenerator<string[]> {
  const { users } = ctx.db.tables
  let from: [string, string] | null = null
  for (;;) {
    const page: { id: string; sortName: string }[] = await ctx.db.read
      .select({ id: users.id, sortName: users.sortName })
      .from(users)
      .where(
        and(
          eq(users.organizationId, organizationId),
          eq(users.secondFactor, stored),
          from ? after([users.sortName, users.id], from) : undefined,
        ),
      )
      .orderBy(asc(users.sortName), asc(users.id))
      .limit(atOnce)
    const last = page.at(-1)
    if (!last) return
    yield page.map(({ id }) => id)
    from = [last.sortName, last.id]
  }
}

async function followPeople(
  tx: Writer,
  ctx: Context,
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  const { users, organizations } = ctx.db.tables
  await lockPerson(tx, ctx, ...ids)
  const people = await tx
    .select({ user: users, organization: organizations })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(inArray(users.id, [...ids]))
  const told: (Date | null)[] = []
  for (const one of people) {
    const reminder = await followPerson(tx, ctx, one)
    if (reminder) told.push(reminder.dueBy)
  }
  await recordReminders(tx, ctx, { organizationId, of: 'two-factor.reminded', told })
}
