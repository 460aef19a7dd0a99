import { z } from 'zod'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { reach } from '@/lib/records/authority/reach'
import { inviteAgain } from '@/lib/records/invitations/invite'
import { fail, ok, type Result } from '@/lib/result'

export const renewInvitationInput = z.strictObject({ userId: opaque })

/** *New invitation link*, for people who have not joined yet. */
export async function renewInvitation(
  ctx: Context,
  actor: Admin | ApiKey<'users:write'>,
  { userId }: z.output<typeof renewInvitationInput>,
): Promise<Result<{ invitation: string }, KeyRefusal | 'user-unknown' | 'already-joined'>> {
  return ctx.db.write(async (tx) => {
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    const user = reached.value
    if (user.status !== 'invited') return fail('already-joined')
    return ok({ invitation: await inviteAgain(tx, ctx, actor, user) })
  })
}
