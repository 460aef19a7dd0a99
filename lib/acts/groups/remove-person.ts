import { z } from 'zod'
import { type Admin, type ApiKey, isApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { type KeyRefusal, keyStands } from '@/lib/records/api-keys/stands'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { reach } from '@/lib/records/authority/reach'
import { groupOf } from '@/lib/records/groups/group'
import { removeMember } from '@/lib/records/groups/members'
import { isPolicyGroup } from '@/lib/records/groups/named-by-policy'
import { done, type Result } from '@/lib/result'

export const membershipInput = z.strictObject({ groupId: opaque, userId: opaque })

/**
 * Takes someone out of a group. Apps that go by it refuse them from then on. Out of one that the policy names a key does so
 * with `factors:reset` only: they need no second factor any more.
 */
export async function removePerson(
  ctx: Context,
  actor: Admin | ApiKey<'groups:write'>,
  { groupId, userId }: z.output<typeof membershipInput>,
): Promise<Result<void, KeyRefusal | 'group-unknown' | 'user-unknown'>> {
  return ctx.db.write(async (tx) => {
    const held = await groupOf(tx, ctx, actor, groupId, [userId])
    if (!held.ok) return held
    const group = held.value
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    const user = reached.value
    if (isApiKey(actor) && (await isPolicyGroup(tx, ctx, group.id))) {
      const lifts = await keyStands(tx, ctx, actor, 'factors:reset')
      if (!lifts.ok) return lifts
    }
    if (!(await removeMember(tx, ctx, group, user.id))) return done
    await record(tx, ctx, actor.organizationId, {
      event: 'group.person-removed',
      actor: actorOf(actor),
      subject: named(user),
      detail: { group: group.name },
    })
    return done
  })
}
