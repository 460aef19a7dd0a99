import { z } from 'zod'
import { type Admin, type ApiKey, isApiKey, isOwn } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { enrollmentBy } from '@/lib/inputs'
import { opaque } from '@/lib/opaque'
import { type KeyRefusal, keyStands } from '@/lib/records/api-keys/stands'
import { reach } from '@/lib/records/authority/reach'
import {
  type ReadOut,
  readOut,
  type TicketRefusal,
  takesTicket,
} from '@/lib/records/factors/enrollment-ticket'
import { liftRequirement, requireByName } from '@/lib/records/factors/requirement'
import { isEnabled } from '@/lib/records/users/enabled'
import { fail, ok, type Result } from '@/lib/result'

export const requireInput = z.strictObject({
  userId: opaque,
  required: z.boolean(),
  /** Ends the person's sessions at once; else, and for oneself, they go on for a day at most. */
  signOut: z.boolean(),
  /** For the person, and for whoever reads the audit log. */
  reason: z.string().trim().max(200, { error: 'Use at most 200 characters.' }).optional(),
  enrollmentBy,
})

/**
 * Requires 2FA of a person of the admin's organization, effective at their next sign-in, or lifts that. Lifting it
 * leaves an enrolled person enrolled, free to turn it off. From oneself it is lifted by `liftOwnRequirement` only, and by a
 * key with `factors:reset` only. `enrollmentBy` is refused where no one would be asked for an enrollment code. The answer has the code to
 * be read out where one was made.
 */
export async function requireTwoFactor(
  ctx: Context,
  actor: Admin | ApiKey<'users:write'>,
  { userId, required, ...given }: z.output<typeof requireInput>,
): Promise<Result<Partial<ReadOut>, KeyRefusal | TicketRefusal | 'user-unknown' | 'proof-needed'>> {
  return ctx.db.write(async (tx) => {
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    const user = reached.value
    if (!required && isApiKey(actor)) {
      const lifts = await keyStands(tx, ctx, actor, 'factors:reset')
      if (!lifts.ok) return lifts
    }
    if (user.twoFactorRequired === required) return ok({})
    if (!required) {
      if (isOwn(actor, user)) return fail('proof-needed')
      await liftRequirement(tx, ctx, actor, user)
      return ok({})
    }
    if (given.enrollmentBy) {
      const takes = isEnabled(user) ? fail('enrollment-code-unneeded') : await takesTicket(tx, ctx, user)
      if (!takes.ok) return takes
    }
    await requireByName(tx, ctx, actor, user, given)
    return ok(await readOut(tx, ctx, user.id, given.enrollmentBy))
  })
}
