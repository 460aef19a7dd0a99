import { randomUUID } from 'node:crypto'
import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import { type Admin, type ApiKey, isApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { fail, ok, type Result } from '@/lib/result'
import type { KeyRefusal } from '../api-keys/stands'
import { authorityStands } from '../authority/reach'
import { fold } from '../users/fold'
import { lockPerson } from '../users/lock'

export type Group = Tables['groups']['$inferSelect']

/**
 * Within a transaction: the group of this id in the organization of the admin or key, if that still stands, with the people
 * of these ids taken to itself. Unknown where it is of another organization, exactly as where there is none.
 */
export async function groupOf(
  tx: Writer,
  ctx: Context,
  actor: Admin | ApiKey,
  groupId: string,
  userIds: readonly string[] = [],
): Promise<Result<Group, 'group-unknown' | KeyRefusal>> {
  await lockPerson(tx, ctx, isApiKey(actor) ? actor.makerId : actor.userId, ...userIds)
  const stands = await authorityStands(tx, ctx, actor)
  if (!stands.ok)
    return stands.code === 'session-over' ? fail('group-unknown') : fail(stands.code, stands.detail)
  const [group] = (await groupsWithin(tx, ctx, actor.organizationId, [groupId])) ?? []
  return group ? ok(group) : fail('group-unknown')
}

/**
 * Within a transaction: the groups of these ids, if all of them are of this organization; else null. They stay as they
 * are until it ends: none of the organization's is added, changed, removed, or given people meanwhile.
 */
export async function groupsWithin(
  tx: Writer,
  ctx: Context,
  organizationId: string,
  groupIds: readonly string[],
): Promise<Group[] | null> {
  await lockGroups(tx, ctx, organizationId)
  const { groups } = ctx.db.tables
  const ids = [...new Set(groupIds)]
  const found = await tx
    .select()
    .from(groups)
    .where(and(eq(groups.organizationId, organizationId), inArray(groups.id, ids)))
    .orderBy(asc(groups.sortName))
  return found.length === ids.length ? found : null
}

/** Until the transaction ends none of an organization's groups is added, changed, removed, or given people. */
export const lockGroups = (tx: Writer, ctx: Context, organizationId: string) =>
  ctx.db.lock(tx, `groups:${organizationId}`)

type Described = Pick<Group, 'organizationId' | 'name' | 'description'>

/** Null where another group of the organization has this name, however it is written. */
export async function insertGroup(tx: Writer, ctx: Context, group: Described): Promise<Group | null> {
  const { groups } = ctx.db.tables
  await lockGroups(tx, ctx, group.organizationId)
  const [inserted] = await tx
    .insert(groups)
    .values({ ...group, id: randomUUID(), sortName: fold(group.name), createdAt: ctx.now() })
    .onConflictDoNothing({ target: [groups.organizationId, groups.sortName] })
    .returning()
  return inserted ?? null
}

/** The same for one that is there, in the transaction in which `groupOf` found it. False where another one has the name. */
export async function renameGroup(
  tx: Writer,
  ctx: Context,
  { id, organizationId }: Group,
  { name, description }: Omit<Described, 'organizationId'>,
): Promise<boolean> {
  const { groups } = ctx.db.tables
  const sortName = fold(name)
  const [other] = await tx
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.organizationId, organizationId), eq(groups.sortName, sortName), ne(groups.id, id)))
  if (other) return false
  await tx.update(groups).set({ name, sortName, description }).where(eq(groups.id, id))
  return true
}

/** Within a transaction: the names of apps that go by a group, in their order; six at most. */
export async function appsOfGroup(tx: Writer, ctx: Context, groupId: string): Promise<string[]> {
  const { apps, appGroups } = ctx.db.tables
  const found = await tx
    .select({ name: apps.name })
    .from(appGroups)
    .innerJoin(apps, eq(apps.id, appGroups.appId))
    .where(eq(appGroups.groupId, groupId))
    .orderBy(asc(apps.sortName))
    .limit(6)
  return found.map(({ name }) => name)
}
