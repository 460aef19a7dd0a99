import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { issueInvitation, mailInvitation } from '@/lib/records/invitations/invitation'
import { fail, ok, type Result } from '@/lib/result'

export const renewInvitationInput = z.strictObject({ userId: opaque })

/** *New invitation link*, for people who have not joined yet. */
export async function renewInvitation(
  ctx: Context,
  admin: Admin,
  { userId }: z.output<typeof renewInvitationInput>,
): Promise<Result<{ invitation: string }, 'user-unknown' | 'already-joined'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (user.status !== 'invited') return fail('already-joined')
    const invitation = await issueInvitation(tx, ctx, user.id)
    await mailInvitation(tx, ctx, admin, user, invitation)
    await record(tx, ctx, admin.organizationId, {
      event: 'user.invited',
      actor: actorOf(admin),
      subject: named(user),
    })
    return ok({ invitation })
  })
}
