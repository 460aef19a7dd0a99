import { z } from 'zod'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { groupDescription, groupName } from '@/lib/name'
import { opaque } from '@/lib/opaque'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { groupOf, renameGroup } from '@/lib/records/groups/group'
import { done, fail, type Result } from '@/lib/result'

export const changeGroupInput = z.strictObject({
  groupId: opaque,
  name: groupName.optional(),
  description: groupDescription.optional(),
})

/** Gives a group another name or description; what is left out stays. Apps are told the new name from then on. */
export async function changeGroup(
  ctx: Context,
  actor: Admin | ApiKey<'groups:write'>,
  { groupId, ...changes }: z.output<typeof changeGroupInput>,
): Promise<Result<void, KeyRefusal | 'group-unknown' | 'group-name-taken'>> {
  return ctx.db.write(async (tx) => {
    const held = await groupOf(tx, ctx, actor, groupId)
    if (!held.ok) return held
    const group = held.value
    const { name = group.name, description = group.description } = changes
    const [renamed, redescribed] = [name !== group.name, description !== group.description]
    if (!renamed && !redescribed) return done
    if (!(await renameGroup(tx, ctx, group, { name, description }))) return fail('group-name-taken')
    await record(tx, ctx, actor.organizationId, {
      event: 'group.changed',
      actor: actorOf(actor),
      detail: {
        group: name,
        ...(renamed && { groupBefore: group.name }),
        ...(redescribed && { description: true }),
      },
    })
    return done
  })
}
