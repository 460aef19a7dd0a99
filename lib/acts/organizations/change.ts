import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { organizationName } from '@/lib/name'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { sessionStands } from '@/lib/records/sessions/session'
import { fold } from '@/lib/records/users/fold'
import { done, fail, type Result } from '@/lib/result'
import { timeZone } from '@/lib/zone'

export const changeOrganizationInput = z.strictObject({ name: organizationName, timeZone })

/**
 * Changes what the admin's organization is called, and in which time zone its dates are meant. A date that the policy has
 * stays the same moment.
 */
export async function changeOrganization(
  ctx: Context,
  admin: Admin,
  { name, timeZone }: z.output<typeof changeOrganizationInput>,
): Promise<Result<void, 'session-over'>> {
  const { organizations } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const ours = eq(organizations.id, admin.organizationId)
    const [before] = await tx.select().from(organizations).where(ours)
    if (!before) return fail('session-over')
    if (before.name === name && before.timeZone === timeZone) return done
    await tx
      .update(organizations)
      .set({ name, sortName: fold(name), timeZone })
      .where(ours)
    await record(tx, ctx, admin.organizationId, {
      event: 'organization.changed',
      actor: actorOf(admin),
      detail: {
        organization: name,
        ...(before.name !== name && { organizationBefore: before.name }),
        ...(before.timeZone !== timeZone && { timeZone }),
      },
    })
    return done
  })
}
