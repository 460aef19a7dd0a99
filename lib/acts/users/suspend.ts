import { type Admin, type ApiKey, isOwn } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { reach } from '@/lib/records/authority/reach'
import { type LeaveRefusal, leaveFor, onPerson } from '@/lib/records/four-eyes/leave'
import { suspend } from '@/lib/records/four-eyes/suspend'
import { hasOtherAdmin } from '@/lib/records/users/admins'
import { fail, type Result } from '@/lib/result'

/** *Suspend*: the person is out at the next request, and stays out until reactivated. The last active admin stays. */
export async function suspendUser(
  ctx: Context,
  actor: Admin | ApiKey<'users:write'>,
  { userId }: Subject,
): Promise<
  Result<
    void,
    KeyRefusal | LeaveRefusal | 'user-unknown' | 'self' | 'last-admin' | 'not-active' | 'suspended-already'
  >
> {
  return ctx.db.write(async (tx) => {
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    const user = reached.value
    if (isOwn(actor, user)) return fail('self')
    if (user.role === 'admin' && !(await hasOtherAdmin(tx, ctx, user))) return fail('last-admin')
    if (user.status !== 'active')
      return fail(user.status === 'suspended' ? 'suspended-already' : 'not-active')
    const leave = await leaveFor(tx, ctx, actor, onPerson('suspend-admin', user, {}))
    return leave.ok ? suspend(tx, ctx, actor, user, leave.value) : leave
  })
}
