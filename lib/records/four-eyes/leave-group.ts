import { and, eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { EndsWithGroup } from '@/lib/guarded-acts'
import { actorOf, named } from '../audit/actor'
import { record } from '../audit/record'
import type { Group } from '../groups/group'
import { followGroups } from '../groups/named-by-policy'
import type { User } from '../users/change'
import type { Leave, Question } from './leave'

/** What the policy and the rule for passkeys would stop asking of someone who leaves a group. */
export async function endsWithGroup(
  from: Reader | Writer,
  ctx: Context,
  userId: string,
  groupId: string,
): Promise<EndsWithGroup> {
  const { groupMembers } = ctx.db.tables
  /** Whether they are in this group and in no other one that a rule names, and this one it does. */
  async function isLastOf(named: Tables['policyGroups'] | Tables['passkeyGroups']): Promise<boolean> {
    const [first, ...others] = await from
      .select({ groupId: groupMembers.groupId })
      .from(groupMembers)
      .innerJoin(named, eq(named.groupId, groupMembers.groupId))
      .where(eq(groupMembers.userId, userId))
      .limit(2)
    return first?.groupId === groupId && others.length === 0
  }
  return {
    policy: await isLastOf(ctx.db.tables.policyGroups),
    passkeys: await isLastOf(ctx.db.tables.passkeyGroups),
  }
}

/**
 * Taking someone out of a group, which is guarded where it ends what a rule asks of them. Whoever must have a second factor
 * by name as well is no exception: an admin could lift that next.
 */
export async function onMember(
  tx: Writer,
  ctx: Context,
  { id, name, role }: User,
  group: Group,
): Promise<Question<'leave-policy-group'>> {
  const ends = await endsWithGroup(tx, ctx, id, group.id)
  return {
    ...{ kind: 'leave-policy-group', organizationId: group.organizationId, target: { id, name } },
    guarded: ends.policy || ends.passkeys,
    was: { role, ...ends },
    given: { groupId: group.id, group: group.name, ...ends },
  }
}

/**
 * Takes someone out of a group, in a transaction that has both to itself. Apps that go by it refuse them from then on. Where
 * they were not in it, nothing happens.
 */
export async function leaveGroup(
  tx: Writer,
  ctx: Context,
  actor: Admin | ApiKey,
  user: User,
  group: Group,
  _leave: Leave<'leave-policy-group'>,
): Promise<void> {
  const { groupMembers } = ctx.db.tables
  const left = await tx
    .delete(groupMembers)
    .where(and(eq(groupMembers.groupId, group.id), eq(groupMembers.userId, user.id)))
    .returning({ userId: groupMembers.userId })
  if (left.length === 0) return
  await followGroups(tx, ctx, [user.id])
  await record(tx, ctx, group.organizationId, {
    event: 'group.person-removed',
    actor: actorOf(actor),
    subject: named(user),
    detail: { group: group.name },
  })
}
