import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { type Enrollment, enrollingMember, showPending } from '@/lib/records/factors/enrollment'

/** The setup key that waits in this session; null in one that has yet to prove what a new authenticator takes. */
export async function showEnrollment(ctx: Context, member: Member): Promise<Enrollment | null> {
  return ctx.db.write(async (tx) => {
    const user = await enrollingMember(tx, ctx, member)
    return user && showPending(tx, ctx, user, { sessionId: member.sessionId })
  })
}
