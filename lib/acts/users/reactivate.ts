import { eq } from 'drizzle-orm'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import { tellOfNewAdmin } from '@/lib/records/admins/new-admin'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { reach } from '@/lib/records/authority/reach'
import { changeUser } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

/** *Reactivate*: the person may sign in again, with what they had. */
export async function reactivateUser(
  ctx: Context,
  actor: Admin | ApiKey<'users:write'>,
  { userId }: Subject,
): Promise<Result<void, KeyRefusal | 'user-unknown' | 'not-suspended'>> {
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    const user = reached.value
    const isAdmin = user.role === 'admin'
    const back = { status: 'active', adminSince: isAdmin ? ctx.now() : null } as const
    if (!(await changeUser(tx, ctx, user.id, back, eq(users.status, 'suspended')))) {
      return fail('not-suspended')
    }
    await record(tx, ctx, user.organizationId, {
      event: 'user.reactivated',
      actor: actorOf(actor),
      subject: named(user),
    })
    if (isAdmin) await tellOfNewAdmin(tx, ctx, actorOf(actor), user)
    return done
  })
}
