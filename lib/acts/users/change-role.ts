import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { subjectOf } from '@/lib/records/authority/subject'
import { giveRole } from '@/lib/records/four-eyes/change-role'
import { type LeaveRefusal, leaveFor, onPerson } from '@/lib/records/four-eyes/leave'
import { hasOtherAdmin } from '@/lib/records/users/admins'
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
): Promise<Result<void, LeaveRefusal | 'user-unknown' | 'self' | 'last-admin'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (user.id === admin.userId) return fail('self')
    if (user.role === role) return done
    if (role === 'agent' && !(await hasOtherAdmin(tx, ctx, user))) return fail('last-admin')
    const leave = await leaveFor(tx, ctx, admin, onPerson('demote-admin', user, {}))
    if (!leave.ok) return leave
    await giveRole(tx, ctx, admin, user, role, leave.value)
    return done
  })
}
