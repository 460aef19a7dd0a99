import { z } from 'zod'
import { type Admin, type ApiKey, isApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { type KeyRefusal, keyStands } from '@/lib/records/api-keys/stands'
import { reach } from '@/lib/records/authority/reach'
import { type LeaveRefusal, leaveFor } from '@/lib/records/four-eyes/leave'
import { leaveGroup, onMember } from '@/lib/records/four-eyes/leave-group'
import { groupOf } from '@/lib/records/groups/group'
import { isPolicyGroup } from '@/lib/records/groups/named-by-policy'
import { isPasskeyGroup } from '@/lib/records/policy/only-passkeys'
import { lockPerson } from '@/lib/records/users/lock'
import { done, type Result } from '@/lib/result'

export const membershipInput = z.strictObject({ groupId: opaque, userId: opaque })

/**
 * Takes someone out of a group. Apps that go by it refuse them from then on. Where it ends what the policy or the rule for
 * passkeys asks of them, it may take a second admin. Out of a group that one of these names a key does so with
 * `factors:reset` only: they need no second factor any more, or a weaker one.
 */
export async function removePerson(
  ctx: Context,
  actor: Admin | ApiKey<'groups:write'>,
  { groupId, userId }: z.output<typeof membershipInput>,
): Promise<Result<void, KeyRefusal | LeaveRefusal | 'group-unknown' | 'user-unknown'>> {
  return ctx.db.write(async (tx) => {
    // Before the groups, in the order of all.
    await lockPerson(tx, ctx, isApiKey(actor) ? actor.makerId : actor.userId, userId)
    await ctx.db.lock(tx, `admins:${actor.organizationId}`)
    const held = await groupOf(tx, ctx, actor, groupId, [userId])
    if (!held.ok) return held
    const group = held.value
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    const user = reached.value
    const isNamed = (await isPolicyGroup(tx, ctx, group.id)) || (await isPasskeyGroup(tx, ctx, group.id))
    if (isApiKey(actor) && isNamed) {
      const lifts = await keyStands(tx, ctx, actor, 'factors:reset')
      if (!lifts.ok) return lifts
    }
    const leave = await leaveFor(tx, ctx, actor, await onMember(tx, ctx, user, group))
    if (!leave.ok) return leave
    await leaveGroup(tx, ctx, actor, user, group, leave.value)
    return done
  })
}
