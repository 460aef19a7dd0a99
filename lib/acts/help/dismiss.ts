import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { closeHelp } from '@/lib/records/help/close'
import { done, fail, type Result } from '@/lib/result'

/** *Dismiss*: an admin has dealt with what someone asked for, or will not. The person may ask again. */
export async function dismissHelp(
  ctx: Context,
  admin: Admin,
  { userId }: Subject,
): Promise<Result<void, 'user-unknown'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (!(await closeHelp(tx, ctx, user.id))) return done
    await record(tx, ctx, user.organizationId, {
      event: 'help.dismissed',
      actor: actorOf(admin),
      subject: named(user),
    })
    return done
  })
}
