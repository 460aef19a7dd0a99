import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { dropTicketsOf } from '@/lib/records/factors/enrollment-ticket'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

export const enrollmentCodesInput = z.strictObject({ on: z.boolean() })

/**
 * Sets whether someone whom an admin requires 2FA of, or resets, shows more than the password before they enroll. Switched
 * off, whoever waits with a code needs none any more; switched on, it holds for those who come after. What is so already
 * changes nothing.
 */
export async function setEnrollmentCodes(
  ctx: Context,
  admin: Admin,
  { on }: z.output<typeof enrollmentCodesInput>,
): Promise<Result<void, 'session-over'>> {
  const { organizations } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const ours = eq(organizations.id, admin.organizationId)
    await ctx.db.lock(tx, `enrollment-codes:${admin.organizationId}`)
    const [before] = await tx.select({ on: organizations.enrollmentCodes }).from(organizations).where(ours)
    if (!before || before.on === on) return done
    await tx.update(organizations).set({ enrollmentCodes: on }).where(ours)
    if (!on) await dropTicketsOf(tx, ctx, admin.organizationId)
    await record(tx, ctx, admin.organizationId, {
      event: 'policy.enrollment-codes-changed',
      actor: actorOf(admin),
      detail: { enrollmentCodes: on },
    })
    return done
  })
}
