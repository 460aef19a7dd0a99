import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { newEmail } from '@/lib/email'
import { personName } from '@/lib/name'
import { opaque } from '@/lib/opaque'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { groupsWithin } from '@/lib/records/groups/group'
import { addMembers } from '@/lib/records/groups/members'
import { issueInvitation, mailInvitation } from '@/lib/records/invitations/invitation'
import { sessionStands } from '@/lib/records/sessions/session'
import { insertUser } from '@/lib/records/users/insert'
import { fail, ok, type Result } from '@/lib/result'

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
 * enough for nobody to be added.
 */
export async function addUser(
  ctx: Context,
  admin: Admin,
  { groupIds = [], ...input }: z.output<typeof addUserInput>,
): Promise<
  Result<{ userId: string; invitation: string }, 'email-unavailable' | 'group-unknown' | 'session-over'>
> {
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const groups = groupIds.length > 0 ? await groupsWithin(tx, ctx, admin.organizationId, groupIds) : []
    if (!groups) return fail('group-unknown')
    const user = await insertUser(tx, ctx, {
      ...input,
      organizationId: admin.organizationId,
      status: 'invited',
      passwordHash: null,
      invitedBy: admin.name,
    })
    if (!user) return fail('email-unavailable')
    const invitation = await issueInvitation(tx, ctx, user.id)
    await mailInvitation(tx, ctx, admin, user, invitation)
    await record(tx, ctx, admin.organizationId, {
      event: 'user.added',
      actor: actorOf(admin),
      subject: named(user),
      detail: { role: input.role, twoFactorRequired: input.twoFactorRequired },
    })
    for (const group of groups) {
      await addMembers(tx, ctx, group, [user])
      await record(tx, ctx, admin.organizationId, {
        event: 'group.person-added',
        actor: actorOf(admin),
        subject: named(user),
        detail: { group: group.name },
      })
    }
    return ok({ userId: user.id, invitation })
  })
}
