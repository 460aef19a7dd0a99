import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { adminsForFourEyes } from '@/lib/figures'
import { fourEyesOf } from '@/lib/records/admins/four-eyes'
import { type LeaveRefusal, leaveFor, onOrganization } from '@/lib/records/four-eyes/leave'
import { switchOff, switchOn } from '@/lib/records/four-eyes/switch'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

export const fourEyesInput = z.strictObject({ on: z.boolean() })

/**
 * Switches four eyes on, where three admins have two-factor authentication, or off, which needs a second admin itself. What
 * is so already changes nothing.
 */
export async function setFourEyes(
  ctx: Context,
  admin: Admin,
  { on }: z.output<typeof fourEyesInput>,
): Promise<Result<void, LeaveRefusal | 'session-over' | 'four-eyes-too-few'>> {
  const { organizationId } = admin
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    await ctx.db.lock(tx, `admins:${organizationId}`)
    const standing = await fourEyesOf(tx, ctx, organizationId)
    if (standing.on === on) return done
    if (on) {
      if (standing.admins.length < adminsForFourEyes) return fail('four-eyes-too-few')
      await switchOn(tx, ctx, admin)
      return done
    }
    const leave = await leaveFor(tx, ctx, admin, onOrganization('switch-off', organizationId, {}))
    if (!leave.ok) return leave
    await switchOff(tx, ctx, admin, leave.value)
    return done
  })
}
