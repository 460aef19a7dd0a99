import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { type Admin, type ApiKey, isApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { askByPolicy } from '@/lib/records/factors/followed'
import { groupOf } from '@/lib/records/groups/group'
import { addMembers } from '@/lib/records/groups/members'
import { isPolicyGroup } from '@/lib/records/groups/named-by-policy'
import { fail, ok, type Result } from '@/lib/result'

const most = 100

export const addPeopleInput = z.strictObject({
  groupId: opaque,
  userIds: z
    .array(opaque, { error: 'Choose someone to add.' })
    .min(1, { error: 'Choose someone to add.' })
    .max(most, { error: `Add at most ${most} people at once.` }),
})

/**
 * Puts people of the admin's organization into a group, and returns how many were not in it before. One who is not of the
 * organization is enough for no one to be added, and so is an admin where a key adds them. Where the policy names the group, it asks
 * them from now on, and they are told.
 */
export async function addPeople(
  ctx: Context,
  actor: Admin | ApiKey<'groups:write'>,
  { groupId, userIds }: z.output<typeof addPeopleInput>,
): Promise<Result<{ added: number }, KeyRefusal | 'group-unknown' | 'user-unknown'>> {
  const { users } = ctx.db.tables
  const ids = [...new Set(userIds)]
  return ctx.db.write(async (tx) => {
    const held = await groupOf(tx, ctx, actor, groupId, ids)
    if (!held.ok) return held
    const group = held.value
    const people = await tx
      .select({
        ...{ id: users.id, name: users.name, email: users.email, sortName: users.sortName },
        ...{ role: users.role, inPolicyGroup: users.inPolicyGroup },
      })
      .from(users)
      .where(and(eq(users.organizationId, actor.organizationId), inArray(users.id, ids)))
    if (people.length < ids.length) return fail('user-unknown')
    if (isApiKey(actor) && people.some(({ role }) => role !== 'agent')) return fail('not-for-keys')
    const added = await addMembers(tx, ctx, group, people)
    if (await isPolicyGroup(tx, ctx, groupId))
      for (const { id, inPolicyGroup } of added) if (!inPolicyGroup) await askByPolicy(tx, ctx, id)
    for (const person of added)
      await record(tx, ctx, actor.organizationId, {
        event: 'group.person-added',
        actor: actorOf(actor),
        subject: named(person),
        detail: { group: group.name },
      })
    return ok({ added: added.length })
  })
}
