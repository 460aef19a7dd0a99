import { and, eq, inArray } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { KindOnPeople } from '@/db/tables/batches'
import type { Context } from '@/lib/context'
import type { RowReason } from '@/lib/messages/batches'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { onPeopleOptions } from '@/lib/records/batches/options'
import type { BatchActor, BatchWork, Outcome } from '@/lib/records/batches/portion'
import { whySpared } from '@/lib/records/batches/spared'
import { askByPolicy } from '@/lib/records/factors/followed'
import { liftRequirement, requireByName } from '@/lib/records/factors/requirement'
import { leaveFor, onPerson } from '@/lib/records/four-eyes/leave'
import { reset } from '@/lib/records/four-eyes/reset'
import { suspend } from '@/lib/records/four-eyes/suspend'
import { type Group, groupsWithin } from '@/lib/records/groups/group'
import { addMembers } from '@/lib/records/groups/members'
import { isPolicyGroup } from '@/lib/records/groups/named-by-policy'
import { inviteAgain } from '@/lib/records/invitations/invite'
import { remind } from '@/lib/records/policy/remind'
import { signOutEverywhere } from '@/lib/records/sessions/sign-out'
import type { User } from '@/lib/records/users/change'

type Given = { reason?: string | undefined; signOut: boolean; group?: Group | undefined }

/** Does it to one person, by the records that the act about one person goes by; returns why not, where they are spared. */
type Act = (
  tx: Writer,
  ctx: Context,
  actor: BatchActor,
  user: User,
  given: Given,
) => Promise<RowReason | null>

const acts: Record<KindOnPeople, Act> = {
  async require(tx, ctx, actor, user, { reason, signOut }) {
    await requireByName(tx, ctx, actor, user, { reason, signOut })
    return null
  },
  async lift(tx, ctx, actor, user) {
    await liftRequirement(tx, ctx, actor, user)
    return null
  },
  async remind(tx, ctx, { userId: id, name, email, organizationName: organization }, user) {
    const reminded = await remind(tx, ctx, { admin: { id, name, email }, organization }, user)
    return reminded.ok ? null : reminded.code
  },
  async reset(tx, ctx, actor, user) {
    const leave = await leaveFor(tx, ctx, actor, onPerson('reset-admin', user, {}))
    if (!leave.ok) return 'admin-by-name'
    await reset(tx, ctx, actor, user, {}, leave.value)
    return null
  },
  async suspend(tx, ctx, actor, user) {
    const leave = await leaveFor(tx, ctx, actor, onPerson('suspend-admin', user, {}))
    if (!leave.ok) return 'admin-by-name'
    const suspended = await suspend(tx, ctx, actor, user, leave.value)
    return suspended.ok ? null : 'suspended-already'
  },
  async 'sign-out'(tx, ctx, actor, user) {
    await signOutEverywhere(tx, ctx, actor, user)
    return null
  },
  async 'invite-again'(tx, ctx, actor, user) {
    await inviteAgain(tx, ctx, actor, user, { behind: true })
    return null
  },
  async 'add-to-group'(tx, ctx, actor, user, { group }) {
    if (!group || (await addMembers(tx, ctx, group, [user])).length === 0) return 'in-group-already'
    if (!user.inPolicyGroup && (await isPolicyGroup(tx, ctx, group.id))) await askByPolicy(tx, ctx, user.id)
    await record(tx, ctx, user.organizationId, {
      event: 'group.person-added',
      actor: actorOf(actor),
      subject: named(user),
      detail: { group: group.name },
    })
    return null
  },
}

/**
 * Does to the people of a portion what an admin began for many. Each is looked at again: whoever has left the organization,
 * or need not or may not have it done to them by now, is spared.
 */
export const onPeople =
  (kind: KindOnPeople): BatchWork =>
  async (tx, ctx, { batch, actor, options, rows }) => {
    const { groupId, ...given } = onPeopleOptions.parse(options)
    const { organizationId } = batch
    const groups = groupId ? await groupsWithin(tx, ctx, organizationId, [groupId]) : []
    if (!groups) return { stop: 'group-gone' }
    // In the order in which locks are taken, before the first of them writes.
    const ids = rows.flatMap(({ userId }) => userId ?? [])
    await ctx.db.lock(tx, ...ids.map((id) => `outbox:invitation:${id}`))
    await ctx.db.lock(tx, `headcounts:${organizationId}`)
    const { users } = ctx.db.tables
    const found = await tx
      .select()
      .from(users)
      .where(and(eq(users.organizationId, organizationId), inArray(users.id, ids)))
    const outcomes: Outcome[] = []
    for (const { position, userId } of rows) {
      const user = found.find(({ id }) => id === userId)
      const why = !user
        ? 'user-unknown'
        : (whySpared(kind, user, actor.userId, ctx.now()) ??
          (await acts[kind](tx, ctx, actor, user, { ...given, group: groups[0] })))
      outcomes.push(why ? { position, result: 'skipped', reason: why } : { position, result: 'done' })
    }
    return outcomes
  }
