import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { groupOf } from '@/lib/records/groups/group'
import { addMembers } from '@/lib/records/groups/members'
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
 * organization is enough for nobody to be added.
 */
export async function addPeople(
  ctx: Context,
  admin: Admin,
  { groupId, userIds }: z.output<typeof addPeopleInput>,
): Promise<Result<{ added: number }, 'group-unknown' | 'user-unknown'>> {
  const { users } = ctx.db.tables
  const ids = [...new Set(userIds)]
  return ctx.db.write(async (tx) => {
    const group = await groupOf(tx, ctx, admin, groupId, ids)
    if (!group) return fail('group-unknown')
    const people = await tx
      .select({ id: users.id, name: users.name, email: users.email, sortName: users.sortName })
      .from(users)
      .where(and(eq(users.organizationId, admin.organizationId), inArray(users.id, ids)))
    if (people.length < ids.length) return fail('user-unknown')
    const added = await addMembers(tx, ctx, group, people)
    for (const person of added)
      await record(tx, ctx, admin.organizationId, {
        event: 'group.person-added',
        actor: actorOf(admin),
        subject: named(person),
        detail: { group: group.name },
      })
    return ok({ added: added.length })
  })
}
