import { eq } from 'drizzle-orm'
import { plus } from '@/db/expressions'
import { type Admin, type ApiKey, isOwn } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import { endKeysOf } from '@/lib/records/api-keys/end'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { reach } from '@/lib/records/authority/reach'
import { dropEnrollments } from '@/lib/records/factors/enrollment'
import { endEverything } from '@/lib/records/sessions/end'
import { hasOtherAdmin } from '@/lib/records/users/admins'
import { changeUser } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

/** *Suspend*: the person is out at the next request, and stays out until reactivated. The last active admin stays. */
export async function suspendUser(
  ctx: Context,
  actor: Admin | ApiKey<'users:write'>,
  { userId }: Subject,
): Promise<
  Result<void, KeyRefusal | 'user-unknown' | 'self' | 'last-admin' | 'not-active' | 'suspended-already'>
> {
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    const user = reached.value
    if (isOwn(actor, user)) return fail('self')
    if (user.role === 'admin' && !(await hasOtherAdmin(tx, ctx, user))) return fail('last-admin')
    const changed = await changeUser(
      tx,
      ctx,
      user.id,
      { status: 'suspended', credentialVersion: plus(users.credentialVersion, 1) },
      eq(users.status, 'active'),
    )
    if (!changed) return fail(user.status === 'suspended' ? 'suspended-already' : 'not-active')
    await endEverything(tx, ctx, user.id, 'over')
    await endKeysOf(tx, ctx, user, actorOf(actor))
    await dropEnrollments(tx, ctx, user.id)
    await record(tx, ctx, user.organizationId, {
      event: 'user.suspended',
      actor: actorOf(actor),
      subject: named(user),
    })
    return done
  })
}
