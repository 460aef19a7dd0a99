import { and, eq, gt, inArray } from 'drizzle-orm'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { hasGrace, namesStored, type Policy, policyOf, storedOff } from '@/lib/records/policy/policy'
import type { Part } from '@/lib/records/policy/standing'

const nobody: Policy = {
  ...{ policyWho: 'nobody', policyFrom: null, policyBegun: false, policySessions: 'end' },
  ...{ policyNewPeople: false, timeZone: 'UTC', trustDays: null, trustAdmins: false },
  enrollmentCodes: false,
}

/** The policy that the people of an admin or key are shown by. */
export const policyFor = async (ctx: Context, { organizationId }: Admin | ApiKey): Promise<Policy> =>
  (await policyOf(ctx.db.read, ctx, organizationId)) ?? nobody

/** Without those where no one stands: known from the counters, and most of them are empty in most organizations. */
export async function presentParts(
  ctx: Context,
  admin: Admin | ApiKey,
  parts: readonly Part[],
): Promise<readonly Part[]> {
  if (parts.length < 2) return parts
  const { headcounts } = ctx.db.tables
  const rows = await ctx.db.read
    .selectDistinct({ stored: headcounts.secondFactor })
    .from(headcounts)
    .where(and(eq(headcounts.organizationId, admin.organizationId), gt(headcounts.people, 0)))
  const present = new Set(rows.map(({ stored }) => stored))
  return parts.filter((part) => part === null || present.has(part.stored))
}

/** How many of an admin's people have time left that was given to them and that the policy would not give. */
export async function countGraced(ctx: Context, admin: Admin | ApiKey, policy: Policy): Promise<number> {
  const { users } = ctx.db.tables
  const given = storedOff.filter((stored) => hasGrace(stored) && namesStored(policy, stored))
  const rows = await ctx.db.read
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.organizationId, admin.organizationId),
        inArray(users.secondFactor, given),
        gt(users.graceUntil, ctx.now()),
        eq(users.graceOver, false),
      ),
    )
  return rows.length
}
