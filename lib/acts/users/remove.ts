import type { Writer } from '@/db/database'
import { type Admin, type ApiKey, isApiKey, isOwn } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import { type KeyRefusal, keyStands } from '@/lib/records/api-keys/stands'
import { reach } from '@/lib/records/authority/reach'
import { type LeaveRefusal, leaveFor, onPerson } from '@/lib/records/four-eyes/leave'
import { remove } from '@/lib/records/four-eyes/remove'
import { isNamed } from '@/lib/records/policy/demand'
import { demanded } from '@/lib/records/policy/policy'
import { hasOtherAdmin } from '@/lib/records/users/admins'
import type { User } from '@/lib/records/users/change'
import { isEnabled } from '@/lib/records/users/enabled'
import { fail, type Result } from '@/lib/result'

/**
 * *Remove*: the person and all that was theirs is gone, the address free. The audit log keeps what they did. Of someone who
 * has a second factor, or must have one, a key does it with `factors:reset` only: it could add the same address again, and
 * the password alone would open that account.
 */
export async function removeUser(
  ctx: Context,
  actor: Admin | ApiKey<'users:write'>,
  { userId }: Subject,
): Promise<Result<void, KeyRefusal | LeaveRefusal | 'user-unknown' | 'self' | 'last-admin'>> {
  return ctx.db.write(async (tx) => {
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    const user = reached.value
    if (isOwn(actor, user)) return fail('self')
    if (user.role === 'admin' && !(await hasOtherAdmin(tx, ctx, user))) return fail('last-admin')
    if (isApiKey(actor) && (isEnabled(user) || (await isAsked(tx, ctx, user)))) {
      const resets = await keyStands(tx, ctx, actor, 'factors:reset')
      if (!resets.ok) return resets
    }
    const leave = await leaveFor(tx, ctx, actor, onPerson('remove-admin', user, {}))
    return leave.ok ? remove(tx, ctx, actor, user, leave.value) : leave
  })
}

/** Whether someone must have a second factor, by name or by the policy, now or from its hour on. */
async function isAsked(tx: Writer, ctx: Context, user: User): Promise<boolean> {
  return user.twoFactorRequired || isNamed(await demanded(tx, ctx, user))
}
