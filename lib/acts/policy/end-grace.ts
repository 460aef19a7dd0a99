import type { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { subjectInput } from '@/lib/inputs'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { askByPolicy } from '@/lib/records/factors/followed'
import { changeUser } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

/**
 * Ends the time that someone was given beyond the policy's: from now on it asks them as it asks everyone it names. They are
 * told from when on that is.
 */
export async function endGrace(
  ctx: Context,
  admin: Admin,
  { userId }: z.output<typeof subjectInput>,
): Promise<Result<void, 'user-unknown'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (!user.graceUntil) return done
    await changeUser(tx, ctx, user.id, { graceUntil: null, graceReason: null, graceOver: false })
    if (user.graceUntil > ctx.now() && !user.graceOver) await askByPolicy(tx, ctx, user.id)
    await record(tx, ctx, user.organizationId, {
      event: 'grace.ended',
      actor: actorOf(admin),
      subject: named(user),
    })
    return done
  })
}
