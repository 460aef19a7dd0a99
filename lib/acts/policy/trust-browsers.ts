import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

/** For how many days a browser may be trusted. */
export const trustChoices = ['off', '7', '30'] as const

export const trustInput = z.strictObject({
  trust: z.enum(trustChoices),
  /** Admins may as well. */
  admins: z.boolean(),
})

/**
 * Sets whether people may have a browser not ask for their second factor again, and for how many days. Fewer days, or none,
 * hold at once for the browsers that are trusted already. What is so already changes nothing.
 */
export async function setTrust(
  ctx: Context,
  admin: Admin,
  { trust, admins }: z.output<typeof trustInput>,
): Promise<Result<void, 'session-over'>> {
  const { organizations } = ctx.db.tables
  const trustDays = trust === 'off' ? null : Number(trust)
  const trustAdmins = trustDays !== null && admins
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const ours = eq(organizations.id, admin.organizationId)
    await ctx.db.lock(tx, `trust:${admin.organizationId}`)
    const [before] = await tx
      .select({ trustDays: organizations.trustDays, trustAdmins: organizations.trustAdmins })
      .from(organizations)
      .where(ours)
    if (!before || (before.trustDays === trustDays && before.trustAdmins === trustAdmins)) return done
    await tx.update(organizations).set({ trustDays, trustAdmins }).where(ours)
    await record(tx, ctx, admin.organizationId, {
      event: 'policy.trust-changed',
      actor: actorOf(admin),
      detail: { trustDays: trustDays ?? 0, trustAdmins },
    })
    return done
  })
}
