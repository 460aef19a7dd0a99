import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { bothFactors } from '@/lib/inputs'
import { contactPhone } from '@/lib/phone'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { type ProofCode, proveBothFactors } from '@/lib/records/factors/prove'
import { tell } from '@/lib/records/outbox/outbox'
import { sessionStands } from '@/lib/records/sessions/session'
import { activeAdmins } from '@/lib/records/users/admins'
import { done, fail, type Result } from '@/lib/result'

export const organizationPhoneInput = bothFactors.extend({ contactPhone })

/**
 * Changes the number at which operators reach the admin's organization. It takes both factors of the admin, and every
 * active admin is told by email, the one who did it too.
 */
export async function changeOrganizationPhone(
  ctx: Context,
  admin: Admin,
  { contactPhone, ...factors }: z.output<typeof organizationPhoneInput>,
): Promise<Result<void, ProofCode | 'session-over'>> {
  const proof = await proveBothFactors(ctx, admin, factors)
  if (!proof.ok) return proof
  const { organizations } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const ours = eq(organizations.id, admin.organizationId)
    await ctx.db.lock(tx, `admins:${admin.organizationId}`)
    const [organization] = await tx.select().from(organizations).where(ours)
    if (!organization) return fail('session-over')
    const before = organization.contactPhone
    if (before === contactPhone) return done
    await tx.update(organizations).set({ contactPhone }).where(ours)
    await record(tx, ctx, admin.organizationId, {
      event: 'organization.phone-changed',
      actor: actorOf(admin),
      detail: { phone: contactPhone ?? '', ...(before !== null && { phoneBefore: before }) },
    })
    const facts = { organization: organization.name, by: admin.name, phone: contactPhone, before }
    for (const to of await activeAdmins(tx, ctx, admin.organizationId, ''))
      await tell(tx, ctx, to, 'organization-phone-changed', facts)
    return done
  })
}
