import { z } from 'zod'
import { type Admin, type ApiKey, isApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { newEmail } from '@/lib/email'
import { personName } from '@/lib/name'
import { opaque } from '@/lib/opaque'
import { type KeyRefusal, keyStands } from '@/lib/records/api-keys/stands'
import { actorOf } from '@/lib/records/audit/actor'
import { authorityStands } from '@/lib/records/authority/reach'
import { groupsWithin } from '@/lib/records/groups/group'
import { inviterOf } from '@/lib/records/invitations/invitation'
import { inviteUser } from '@/lib/records/invitations/invite'
import { done, fail, ok, type Result } from '@/lib/result'

export const addUserInput = z.strictObject({
  name: personName,
  email: newEmail,
  role: z.enum(['agent', 'admin'], { error: 'Choose Agent or Admin.' }),
  twoFactorRequired: z.boolean(),
  /** Which groups they are in from the start. */
  groupIds: z.array(opaque).max(100, { error: 'Choose at most 100 groups.' }).optional(),
})

/**
 * Adds an invited person to the admin's organization and returns the token of the invitation link: 72 hours, once. An address that
 * is taken anywhere on the server gets an answer that does not say by whom. One group that is not the organization's is
 * enough for no one to be added. A key adds agents only, and needs `groups:write` for groups.
 */
export async function addUser(
  ctx: Context,
  actor: Admin | ApiKey<'users:write'>,
  { groupIds = [], ...input }: z.output<typeof addUserInput>,
): Promise<
  Result<
    { userId: string; invitation: string },
    KeyRefusal | 'email-unavailable' | 'group-unknown' | 'session-over'
  >
> {
  return ctx.db.write(async (tx) => {
    const stands = await authorityStands(tx, ctx, actor)
    if (!stands.ok) return stands
    if (isApiKey(actor)) {
      if (input.role !== 'agent') return fail('not-for-keys')
      const grouping = groupIds.length > 0 ? await keyStands(tx, ctx, actor, 'groups:write') : done
      if (!grouping.ok) return grouping
    }
    const groups = groupIds.length > 0 ? await groupsWithin(tx, ctx, actor.organizationId, groupIds) : []
    if (!groups) return fail('group-unknown')
    const { organizationId, name } = actor
    const inviting = { organizationId, name, actor: actorOf(actor), inviter: inviterOf(actor), groups }
    const invited = await inviteUser(tx, ctx, inviting, input)
    if (!invited) return fail('email-unavailable')
    return ok({ userId: invited.user.id, invitation: invited.token })
  })
}
