import { eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { changeUser } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

/** *Reactivate*: the person may sign in again, with what they had. */
export async function reactivateUser(
  ctx: Context,
  admin: Admin,
  { userId }: Subject,
): Promise<Result<void, 'user-unknown' | 'not-suspended'>> {
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (!(await changeUser(tx, ctx, user.id, { status: 'active' }, eq(users.status, 'suspended')))) {
      return fail('not-suspended')
    }
    await record(tx, ctx, admin.organizationId, {
      event: 'user.reactivated',
      actor: actorOf(admin),
      subject: named(user),
    })
    return done
  })
}
