import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import { subjectOf } from '@/lib/records/authority/subject'
import { remind, type Unreminded } from '@/lib/records/policy/remind'
import { fail, type Result } from '@/lib/result'

/** *Remind*: emails one person to set up two-factor authentication. At most once in 24 hours. */
export async function remindUser(
  ctx: Context,
  admin: Admin,
  { userId }: Subject,
): Promise<Result<void, 'user-unknown' | Unreminded>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    const { userId: id, name, email, organizationName: organization } = admin
    return remind(tx, ctx, { admin: { id, name, email }, organization }, user)
  })
}
