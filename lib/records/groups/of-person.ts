import { asc, eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Context } from '@/lib/context'

/** The groups of a person, in the order of lists: one query by an index, built once for each connection. */
export const groupsOfPerson = prepared(
  'groups-of-person',
  ({ groupMembers }) => ({ userId: groupMembers.userId }),
  (on: Reader, { groups, groupMembers }, given) =>
    on
      .select({ id: groups.id, name: groups.name, organizationId: groups.organizationId })
      .from(groupMembers)
      .innerJoin(groups, eq(groups.id, groupMembers.groupId))
      .where(eq(groupMembers.userId, given.userId))
      .orderBy(asc(groups.sortName)),
)

/** The names of a person's groups, in the order of lists; empty for no one. With either door. */
export async function groupsOf(on: Reader, ctx: Context, userId: string): Promise<string[]> {
  const found = await groupsOfPerson(on, ctx.db, { userId })
  return found.map(({ name }) => name)
}

/** Their ids, by which an app says who may use it. */
export async function groupIdsOf(on: Reader, ctx: Context, userId: string): Promise<string[]> {
  const found = await groupsOfPerson(on, ctx.db, { userId })
  return found.map(({ id }) => id)
}
