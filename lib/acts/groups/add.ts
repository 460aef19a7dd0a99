import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { groupDescription, groupName } from '@/lib/name'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { insertGroup } from '@/lib/records/groups/group'
import { sessionStands } from '@/lib/records/sessions/session'
import { fail, ok, type Result } from '@/lib/result'

export const addGroupInput = z.strictObject({ name: groupName, description: groupDescription.optional() })

/** Adds a group without anyone to the admin's organization. Its name is the only one there, however it is written. */
export async function addGroup(
  ctx: Context,
  admin: Admin,
  { name, description = '' }: z.output<typeof addGroupInput>,
): Promise<Result<{ groupId: string }, 'group-name-taken' | 'session-over'>> {
  const { organizationId } = admin
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const group = await insertGroup(tx, ctx, { organizationId, name, description })
    if (!group) return fail('group-name-taken')
    await record(tx, ctx, organizationId, {
      event: 'group.added',
      actor: actorOf(admin),
      detail: { group: group.name },
    })
    return ok({ groupId: group.id })
  })
}
