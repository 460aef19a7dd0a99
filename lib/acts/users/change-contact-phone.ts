import type { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { bothFactors } from '@/lib/inputs'
import { opaque } from '@/lib/opaque'
import { contactPhone } from '@/lib/phone'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { type ProofCode, proveBothFactors } from '@/lib/records/factors/prove'
import { tell } from '@/lib/records/outbox/outbox'
import { changeUser } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

export const contactPhoneInput = bothFactors.extend({ userId: opaque, contactPhone })

/**
 * Changes the number at which operators call a person back before they believe a recovery request: their own or that of
 * someone in the admin's organization. It takes both factors of the admin, and the person is told by email.
 */
export async function changeContactPhone(
  ctx: Context,
  admin: Admin,
  { userId, contactPhone, ...factors }: z.output<typeof contactPhoneInput>,
): Promise<Result<void, ProofCode | 'user-unknown'>> {
  // Before an attempt is spent on someone who is not there.
  if (!(await ctx.db.write((tx) => subjectOf(tx, ctx, admin, userId)))) return fail('user-unknown')
  const proof = await proveBothFactors(ctx, admin, factors)
  if (!proof.ok) return proof
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    const before = user.contactPhone
    if (before === contactPhone) return done
    await changeUser(tx, ctx, user.id, { contactPhone })
    await record(tx, ctx, user.organizationId, {
      event: 'user.phone-changed',
      actor: actorOf(admin),
      subject: named(user),
      detail: { phone: contactPhone ?? '', ...(before !== null && { phoneBefore: before }) },
    })
    const by = user.id === admin.userId ? null : admin.name
    await tell(tx, ctx, user, 'contact-phone-changed', { by, phone: contactPhone, before })
    return done
  })
}
