import { asc, eq } from 'drizzle-orm'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { groupsOfPerson } from '@/lib/records/groups/of-person'

export type GroupChoice = { id: string; name: string }

const mostShown = 100

/** The first hundred groups of the admin's organization, by name, to choose from; `more`: there are others. */
export async function groupChoices(
  ctx: Context,
  admin: Admin,
): Promise<{ groups: GroupChoice[]; more: boolean }> {
  const { groups } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ id: groups.id, name: groups.name })
    .from(groups)
    .where(eq(groups.organizationId, admin.organizationId))
    .orderBy(asc(groups.sortName))
    .limit(mostShown + 1)
  return { groups: rows.slice(0, mostShown), more: rows.length > mostShown }
}

/** The groups of one person of the admin's organization, by name; none for anyone else. */
export async function groupsOfUser(
  ctx: Context,
  admin: Admin | ApiKey<'groups:read'>,
  userId: string,
): Promise<GroupChoice[]> {
  const found = await groupsOfPerson(ctx.db.read, ctx.db, { userId })
  return found
    .filter(({ organizationId }) => organizationId === admin.organizationId)
    .map(({ id, name }) => ({ id, name }))
}
