import { and, asc, eq, inArray, ne, notExists } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { changeUser } from '../users/change'
import { lockPerson } from '../users/lock'
import { lockGroups } from './group'

/*
 * Whether someone is in a group that the policy names stands with them, so that nothing that asks what the policy wants of
 * them looks for groups. It changes with their groups, and with the groups that the policy names: for many people then.
 */

/** So many people are gone through in one transaction, between which others have their turn. */
export const spreadAtOnce = 200

/** The groups an organization's policy names. */
export async function policyGroupIds(
  from: Reader | Writer,
  ctx: Context,
  organizationId: string,
): Promise<string[]> {
  const { policyGroups } = ctx.db.tables
  const found = await from
    .select({ groupId: policyGroups.groupId })
    .from(policyGroups)
    .where(eq(policyGroups.organizationId, organizationId))
  return found.map(({ groupId }) => groupId)
}

/** People with whom it does not stand rightly while the policy names these groups; so many at most. */
export async function peopleAstray(
  from: Reader | Writer,
  ctx: Context,
  organizationId: string,
  groupIds: readonly string[],
): Promise<string[]> {
  const { users, groupMembers } = ctx.db.tables
  const membership = from
    .select({ userId: groupMembers.userId })
    .from(groupMembers)
    .where(and(eq(groupMembers.userId, users.id), inArray(groupMembers.groupId, [...groupIds])))
  const left = await from
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.organizationId, organizationId),
        eq(users.inPolicyGroup, true),
        groupIds.length > 0 ? notExists(membership) : undefined,
      ),
    )
    .limit(spreadAtOnce)
  if (groupIds.length === 0 || left.length === spreadAtOnce) return left.map(({ id }) => id)
  const joined = await from
    .selectDistinct({ id: users.id })
    .from(groupMembers)
    .innerJoin(users, eq(users.id, groupMembers.userId))
    .where(and(inArray(groupMembers.groupId, [...groupIds]), eq(users.inPolicyGroup, false)))
    .orderBy(asc(users.id))
    .limit(spreadAtOnce - left.length)
  return [...left, ...joined].map(({ id }) => id)
}

/** Within a transaction that has these people to itself, and the organization's groups: makes it stand rightly with them. */
export async function followGroups(tx: Writer, ctx: Context, userIds: readonly string[]): Promise<void> {
  const { users, groupMembers, policyGroups } = ctx.db.tables
  for (const userId of userIds) {
    const [named] = await tx
      .select({ groupId: groupMembers.groupId })
      .from(groupMembers)
      .innerJoin(policyGroups, eq(policyGroups.groupId, groupMembers.groupId))
      .where(eq(groupMembers.userId, userId))
      .limit(1)
    const inPolicyGroup = named !== undefined
    await changeUser(tx, ctx, userId, { inPolicyGroup }, ne(users.inPolicyGroup, inPolicyGroup))
  }
}

/** Within a transaction: the next part of those with whom it does not stand rightly. */
export async function spreadPart(tx: Writer, ctx: Context, organizationId: string): Promise<void> {
  const astray = await peopleAstray(tx, ctx, organizationId, await policyGroupIds(tx, ctx, organizationId))
  if (astray.length === 0) return
  await lockPerson(tx, ctx, ...astray)
  await lockGroups(tx, ctx, organizationId)
  await followGroups(tx, ctx, astray)
}

/** Whether a group is named by its organization's policy. */
export async function isPolicyGroup(tx: Writer, ctx: Context, groupId: string): Promise<boolean> {
  const { policyGroups } = ctx.db.tables
  const found = await tx
    .select({ groupId: policyGroups.groupId })
    .from(policyGroups)
    .where(eq(policyGroups.groupId, groupId))
  return found.length > 0
}
