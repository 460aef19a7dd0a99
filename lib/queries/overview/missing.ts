import { and, asc, eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { namesStored, type Policy, storedOff } from '@/lib/records/policy/policy'
import { type Part, partsOf } from '@/lib/records/policy/standing'
import { type NoneReminded, noneReminded } from '../policy/none-reminded'
import { byKey } from '../users/cursor'
import { rowColumns, rowOf, type SelectedRow, type UserRow } from '../users/row'
import { policyFor, presentParts } from '../users/standing'

/** So many names of a kind stand on the overview; the rest is a link away. */
export const mostNamed = 10

/**
 * Who has no second factor. `required`: it is asked of them now. `due`: from a later time on. `unasked`: of those no one
 * asks it. `unreminded`: why none of them can be reminded now; null where someone can.
 */
export type Missing = Record<'required' | 'due' | 'unasked', UserRow[]> & {
  timeZone: string
  unreminded: NoneReminded | null
}

/** The first ten of each, by name, suspended people included as in every list. */
export async function missingPeople(ctx: Context, admin: Admin): Promise<Missing> {
  const policy = await policyFor(ctx, admin)
  const first = (parts: readonly Part[]) => firstOf(ctx, admin, policy, parts)
  const unasked = storedOff.filter((stored) => !namesStored(policy, stored)).map((stored) => ({ stored }))
  return {
    required: await first(partsOf(ctx, policy, 'required')),
    due: await first(partsOf(ctx, policy, 'due')),
    unasked: await first(unasked),
    timeZone: policy.timeZone,
    unreminded: await noneReminded(ctx, admin, policy),
  }
}

/** The first of those who stand in one of these parts, each of which is looked through by its index. */
async function firstOf(
  ctx: Context,
  admin: Admin,
  policy: Policy,
  parts: readonly Part[],
): Promise<UserRow[]> {
  const { users } = ctx.db.tables
  let rows: SelectedRow[] = []
  for (const part of await presentParts(ctx, admin, parts)) {
    if (part === null) continue
    const found = await ctx.db.read
      .select(rowColumns(users))
      .from(users)
      .where(
        and(eq(users.organizationId, admin.organizationId), eq(users.secondFactor, part.stored), part.meets),
      )
      .orderBy(asc(users.sortName), asc(users.id))
      .limit(mostNamed)
    rows = [...rows, ...found]
      .toSorted((a, b) => byKey([a.sortName, a.id], [b.sortName, b.id]))
      .slice(0, mostNamed)
  }
  const now = ctx.now()
  return rows.map((row) => rowOf(row, policy, now))
}
