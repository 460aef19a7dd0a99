import { count, eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { countOf } from '@/db/expressions'
import type { Context } from '@/lib/context'
import { mostCounted } from '@/lib/figures'
import type { User } from '../users/change'
import type { Group } from './group'
import { followGroups, isPolicyGroup } from './named-by-policy'

/**
 * Puts people into a group, and returns those who were not in it before. They and the group are locked (`groupOf`,
 * `groupsWithin`, `lockPerson`), so that the name by which they are in order is the one they have.
 */
export async function addMembers<Person extends Pick<User, 'id' | 'sortName'>>(
  tx: Writer,
  ctx: Context,
  { id: groupId }: Group,
  people: readonly Person[],
): Promise<Person[]> {
  if (people.length === 0) return []
  const { groupMembers } = ctx.db.tables
  const addedAt = ctx.now()
  const added = await tx
    .insert(groupMembers)
    .values(people.map(({ id: userId, sortName }) => ({ groupId, userId, sortName, addedAt })))
    .onConflictDoNothing()
    .returning({ userId: groupMembers.userId })
  const ids = new Set(added.map(({ userId }) => userId))
  if (await isPolicyGroup(tx, ctx, groupId)) await followGroups(tx, ctx, [...ids])
  return people.filter(({ id }) => ids.has(id))
}

/** As a column in a query of groups: how many people each has, counted up to `mostCounted` by the index. */
export function membersCounted(on: Reader, ctx: Context) {
  const { groups, groupMembers } = ctx.db.tables
  const some = on
    .select({ userId: groupMembers.userId })
    .from(groupMembers)
    .where(eq(groupMembers.groupId, groups.id))
    .limit(mostCounted)
  return countOf(some.as('some'))
}

/** Within a transaction: how many people are in a group. */
export async function countMembers(tx: Writer, ctx: Context, { id: groupId }: Group): Promise<number> {
  const { groupMembers } = ctx.db.tables
  const [row] = await tx
    .select({ people: count() })
    .from(groupMembers)
    .where(eq(groupMembers.groupId, groupId))
  return row?.people ?? 0
}
