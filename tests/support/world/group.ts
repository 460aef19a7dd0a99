import { randomUUID } from 'node:crypto'
import { addGroup } from '@/lib/acts/groups/add'
import { addPeople } from '@/lib/acts/groups/add-people'
import type { Organization } from './organization'
import { granted } from './outcome'

/** A group of this organization with these people in it, by the product's own rules; its id. */
export async function groupIn(
  org: Organization,
  name: string,
  people: readonly { id: string }[] = [],
  description = '',
): Promise<string> {
  const admin = await org.asAdmin()
  const { groupId } = granted(await addGroup(org.ctx, admin, { name, description }))
  if (people.length > 0)
    granted(await addPeople(org.ctx, admin, { groupId, userIds: people.map(({ id }) => id) }))
  return groupId
}

/** An app that the people of these groups may use, put there as no rule does; its id. */
export async function appFor(
  { ctx, id: organizationId }: Organization,
  name: string,
  groupIds: readonly string[],
): Promise<string> {
  const { apps, appGroups } = ctx.db.tables
  const appId = randomUUID()
  await ctx.db.write(async (tx) => {
    await tx.insert(apps).values({
      ...{ id: appId, organizationId, name, sortName: name.toLowerCase(), kind: 'oidc' },
      ...{ address: 'https://app.example.com', forEveryone: false, createdAt: ctx.now() },
    })
    for (const groupId of groupIds) await tx.insert(appGroups).values({ appId, groupId })
  })
  return appId
}
