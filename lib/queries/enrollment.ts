import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { type Enrollment, enrollingMember, showPending } from '@/lib/records/factors/enrollment'
import { ticketOf } from '@/lib/records/factors/enrollment-ticket'

/**
 * The setup key that waits in this session; null in one that has yet to prove what a new authenticator takes. `adds`: it is
 * for one more.
 */
export async function showEnrollment(
  ctx: Context,
  member: Member,
): Promise<(Enrollment & { adds: boolean }) | null> {
  return ctx.db.write(async (tx) => {
    const user = await enrollingMember(tx, ctx, member)
    return user && showPending(tx, ctx, user, { sessionId: member.sessionId })
  })
}

/** Whether the person has to show more than the password before a setup key is shown. */
export const asksForEnrollmentCode = async (ctx: Context, { userId }: Member): Promise<boolean> =>
  (await ticketOf(ctx.db.read, ctx, userId)) !== null
