import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import { opaque } from '@/lib/opaque'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { tell } from '@/lib/records/outbox/outbox'
import { policyDue } from '@/lib/records/policy/demand'
import { demanded } from '@/lib/records/policy/policy'
import { changeUser } from '@/lib/records/users/change'
import { isEnabled } from '@/lib/records/users/enabled'
import { done, fail, type Result } from '@/lib/result'
import { momentIn } from '@/lib/zone'

const longest = days(366)

export const giveGraceInput = z.strictObject({
  userId: opaque,
  /** Date and time in the organization's time zone: `2026-12-04T18:00`. */
  until: z.string().max(40),
  reason: z
    .string()
    .trim()
    .min(1, { error: 'Say why, for whoever reads the audit log.' })
    .max(200, { error: 'Use at most 200 characters.' }),
})

/** Gives one person more time than the policy does. No one gives it to themselves. The person is told. */
export async function giveGrace(
  ctx: Context,
  admin: Admin,
  { userId, until, reason }: z.output<typeof giveGraceInput>,
): Promise<
  Result<void, 'user-unknown' | 'self' | 'grace-unneeded' | 'grace-date-missing' | 'grace-date-refused'>
> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (user.id === admin.userId) return fail('self')
    const demand = await demanded(tx, ctx, user)
    const from = policyDue({ ...demand, graceUntil: null })
    if (!from || isEnabled(user) || user.twoFactorRequired) return fail('grace-unneeded')
    const graceUntil = momentIn(demand.timeZone, until)
    if (!graceUntil) return fail('grace-date-missing')
    const now = ctx.now()
    if (graceUntil <= now || graceUntil <= from || graceUntil > later(now, longest))
      return fail('grace-date-refused')
    await changeUser(tx, ctx, user.id, { graceUntil, graceReason: reason, graceOver: false })
    await record(tx, ctx, user.organizationId, {
      event: 'grace.extended',
      actor: actorOf(admin),
      subject: named(user),
      detail: { until: graceUntil.toISOString(), reason },
    })
    await tell(tx, ctx, user, 'more-time', {
      organization: admin.organizationName,
      ...{ until: graceUntil.toISOString(), timeZone: demand.timeZone },
    })
    return done
  })
}
