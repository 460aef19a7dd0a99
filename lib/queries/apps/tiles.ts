import { and, asc, eq, exists, isNotNull, isNull, or } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { type Given, prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'

/** An app that someone may open. */
export type Tile = { id: string; name: string; address: string; iconDigest: string | null }

/** How many are shown: more than anyone looks through. */
const mostTiles = 500

const columns = ({ apps }: Context['db']['tables']) => ({
  ...{ id: apps.id, name: apps.name, address: apps.address, iconDigest: apps.iconDigest },
})

/** Apps of their organization that are not suspended, and that everyone may use or a group of theirs. */
function usable(
  read: Reader,
  { apps, appGroups, groupMembers }: Tables,
  member: Given<'organizationId' | 'userId'> | Member,
) {
  const byGroup = read
    .select({ groupId: appGroups.groupId })
    .from(appGroups)
    .innerJoin(groupMembers, eq(groupMembers.groupId, appGroups.groupId))
    .where(and(eq(appGroups.appId, apps.id), eq(groupMembers.userId, member.userId)))
  return and(
    eq(apps.organizationId, member.organizationId),
    isNull(apps.suspendedAt),
    or(eq(apps.forEveryone, true), exists(byGroup)),
  )
}

/** The apps that this person may open, in the order of their names. */
export async function listTiles(ctx: Context, member: Member): Promise<Tile[]> {
  const { apps } = ctx.db.tables
  return ctx.db.read
    .select(columns(ctx.db.tables))
    .from(apps)
    .where(usable(ctx.db.read, ctx.db.tables, member))
    .orderBy(asc(apps.sortName), asc(apps.id))
    .limit(mostTiles)
}

const anyTile = prepared(
  'any-tile',
  ({ apps, groupMembers }) => ({ organizationId: apps.organizationId, userId: groupMembers.userId }),
  (read: Reader, tables, given) => {
    const { apps } = tables
    return read
      .select({ id: apps.id })
      .from(apps)
      .where(usable(read, tables, given))
      .limit(1)
  },
)

/** Whether there is any app that this person may open: one statement, for menus and for where a sign-in leads. */
export async function hasTiles(ctx: Context, { organizationId, userId }: Member): Promise<boolean> {
  return (await anyTile(ctx.db.read, ctx.db, { organizationId, userId })).length > 0
}

export type Allowed = Tile & { allowedAt: Date }

/** Which apps may stay signed in while this person is away, because they said so. */
export async function listAllowed(ctx: Context, member: Member): Promise<Allowed[]> {
  const { apps, appPeople } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ ...columns(ctx.db.tables), allowedAt: appPeople.allowedAt })
    .from(appPeople)
    .innerJoin(apps, eq(apps.id, appPeople.appId))
    .where(and(eq(appPeople.userId, member.userId), isNotNull(appPeople.allowedAt)))
    .orderBy(asc(apps.sortName), asc(apps.id))
  return rows.flatMap(({ allowedAt, ...app }) => (allowedAt ? [{ ...app, allowedAt }] : []))
}
