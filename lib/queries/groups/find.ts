import { and, asc, eq } from 'drizzle-orm'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { membersCounted } from '@/lib/records/groups/members'
import type { GroupRow } from './list'

export type GroupDetails = GroupRow & {
  createdAt: Date
  /** The apps that go by it, by name: six at most. */
  apps: string[]
}

/** One group of the admin's organization; null for any other. */
export async function findGroup(
  ctx: Context,
  admin: Admin | ApiKey<'groups:read'>,
  groupId: string,
): Promise<GroupDetails | null> {
  const { groups, apps, appGroups } = ctx.db.tables
  const [group] = await ctx.db.read
    .select({
      ...{ id: groups.id, name: groups.name, description: groups.description },
      ...{ createdAt: groups.createdAt, people: membersCounted(ctx.db.read, ctx) },
    })
    .from(groups)
    .where(and(eq(groups.id, groupId), eq(groups.organizationId, admin.organizationId)))
  if (!group) return null
  const using = await ctx.db.read
    .select({ name: apps.name })
    .from(appGroups)
    .innerJoin(apps, eq(apps.id, appGroups.appId))
    .where(eq(appGroups.groupId, groupId))
    .orderBy(asc(apps.sortName))
    .limit(6)
  return { ...group, apps: using.map(({ name }) => name) }
}
