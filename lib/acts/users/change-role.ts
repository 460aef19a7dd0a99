import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { endKeysOf } from '@/lib/records/api-keys/end'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { endEverything } from '@/lib/records/sessions/end'
import { hasOtherAdmin } from '@/lib/records/users/admins'
import { changeUser } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

export const changeRoleInput = z.strictObject({
  userId: opaque,
  role: z.enum(['agent', 'admin'], { error: 'Choose Agent or Admin.' }),
})

/** Makes an agent an admin or the reverse. Their sessions end, for an admin's are shorter, and so do the API keys of
 * an admin who was. The last active admin stays. */
export async function changeRole(
  ctx: Context,
  admin: Admin,
  { userId, role }: z.output<typeof changeRoleInput>,
): Promise<Result<void, 'user-unknown' | 'self' | 'last-admin'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (user.id === admin.userId) return fail('self')
    if (user.role === role) return done
    if (role === 'agent' && !(await hasOtherAdmin(tx, ctx, user))) return fail('last-admin')
    await changeUser(tx, ctx, user.id, { role })
    await endEverything(tx, ctx, user.id, 'role')
    await endKeysOf(tx, ctx, user, actorOf(admin))
    await record(tx, ctx, admin.organizationId, {
      event: 'user.role-changed',
      actor: actorOf(admin),
      subject: named(user),
      detail: { role },
    })
    return done
  })
}
