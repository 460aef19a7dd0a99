import type { z } from 'zod'
import { type Admin, type ApiKey, type Console, isOwn } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { enrollmentBy, subjectInput } from '@/lib/inputs'
import type { Removed } from '@/lib/messages/two-factor'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { reach } from '@/lib/records/authority/reach'
import {
  type ReadOut,
  readOut,
  type TicketRefusal,
  takesTicket,
} from '@/lib/records/factors/enrollment-ticket'
import { type LeaveRefusal, leaveFor, onPerson } from '@/lib/records/four-eyes/leave'
import { reset } from '@/lib/records/four-eyes/reset'
import { fail, ok, type Result } from '@/lib/result'

export const resetInput = subjectInput.extend({ enrollmentBy })

/** Whom it is about, how they show that it is they who enroll, and from the console why. */
type Reset = z.output<typeof resetInput> & { reason?: string }

/**
 * *Reset two-factor authentication*, for a person of the admin's organization who lost the phone; from the console for
 * a sole admin who lost everything. It opens no account by itself. `enrollmentBy` is refused where no one would be asked for an
 * enrollment code. The answer has the code to be read out where one was made.
 */
export async function resetTwoFactor(
  ctx: Context,
  actor: Admin | Console | ApiKey<'factors:reset'>,
  { userId, reason, enrollmentBy }: Reset,
): Promise<
  Result<
    Required<Removed> & Partial<ReadOut>,
    KeyRefusal | LeaveRefusal | TicketRefusal | 'user-unknown' | 'self'
  >
> {
  return ctx.db.write(async (tx) => {
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    if (isOwn(actor, reached.value)) return fail('self')
    const user = reached.value
    if (enrollmentBy) {
      const takes = await takesTicket(tx, ctx, user)
      if (!takes.ok) return takes
    }
    const leave = await leaveFor(tx, ctx, actor, onPerson('reset-admin', user, {}))
    if (!leave.ok) return leave
    const removed = await reset(tx, ctx, actor, user, reason ? { reason } : {}, leave.value, enrollmentBy)
    return ok({ ...removed, ...(await readOut(tx, ctx, user.id, enrollmentBy)) })
  })
}
