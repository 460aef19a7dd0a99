import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { appsOfGroup, groupOf } from '@/lib/records/groups/group'
import { countMembers } from '@/lib/records/groups/members'
import { isPolicyGroup } from '@/lib/records/groups/named-by-policy'
import { isPasskeyGroup } from '@/lib/records/policy/only-passkeys'
import { done, fail, type Result } from '@/lib/result'

export const groupInput = z.strictObject({ groupId: opaque })

/**
 * *Delete*: the group is gone and its name free; its people stay. Refused while an app goes by it, with the names of those
 * apps, and while the organization's policy does.
 */
export async function removeGroup(
  ctx: Context,
  actor: Admin | ApiKey<'groups:write'>,
  { groupId }: z.output<typeof groupInput>,
): Promise<Result<void, KeyRefusal | 'group-unknown' | 'group-in-use' | 'group-in-policy'>> {
  const { groups } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const held = await groupOf(tx, ctx, actor, groupId)
    if (!held.ok) return held
    const group = held.value
    const apps = await appsOfGroup(tx, ctx, group.id)
    if (apps.length > 0) return fail('group-in-use', { apps })
    if ((await isPolicyGroup(tx, ctx, group.id)) || (await isPasskeyGroup(tx, ctx, group.id)))
      return fail('group-in-policy')
    const people = await countMembers(tx, ctx, group)
    await tx.delete(groups).where(eq(groups.id, group.id))
    await record(tx, ctx, actor.organizationId, {
      event: 'group.removed',
      actor: actorOf(actor),
      detail: { group: group.name, peopleIn: people },
    })
    return done
  })
}
