import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { groupOf } from '@/lib/records/groups/group'
import { removeMember } from '@/lib/records/groups/members'
import { done, fail, type Result } from '@/lib/result'

export const membershipInput = z.strictObject({ groupId: opaque, userId: opaque })

/** Takes someone out of a group. Apps that go by it refuse them from then on. */
export async function removePerson(
  ctx: Context,
  admin: Admin,
  { groupId, userId }: z.output<typeof membershipInput>,
): Promise<Result<void, 'group-unknown' | 'user-unknown'>> {
  return ctx.db.write(async (tx) => {
    const group = await groupOf(tx, ctx, admin, groupId, [userId])
    if (!group) return fail('group-unknown')
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (!(await removeMember(tx, ctx, group, user.id))) return done
    await record(tx, ctx, admin.organizationId, {
      event: 'group.person-removed',
      actor: actorOf(admin),
      subject: named(user),
      detail: { group: group.name },
    })
    return done
  })
}
