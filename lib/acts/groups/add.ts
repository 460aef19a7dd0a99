import { z } from 'zod'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { groupDescription, groupName } from '@/lib/name'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { authorityStands } from '@/lib/records/authority/reach'
import { insertGroup } from '@/lib/records/groups/group'
import { fail, ok, type Result } from '@/lib/result'

export const addGroupInput = z.strictObject({ name: groupName, description: groupDescription.optional() })

/** Adds a group without anyone to the admin's organization. Its name is the only one there, however it is written. */
export async function addGroup(
  ctx: Context,
  actor: Admin | ApiKey<'groups:write'>,
  { name, description = '' }: z.output<typeof addGroupInput>,
): Promise<Result<{ groupId: string }, KeyRefusal | 'group-name-taken' | 'session-over'>> {
  const { organizationId } = actor
  return ctx.db.write(async (tx) => {
    const stands = await authorityStands(tx, ctx, actor)
    if (!stands.ok) return stands
    const group = await insertGroup(tx, ctx, { organizationId, name, description })
    if (!group) return fail('group-name-taken')
    await record(tx, ctx, organizationId, {
      event: 'group.added',
      actor: actorOf(actor),
      detail: { group: group.name },
    })
    return ok({ groupId: group.id })
  })
}
