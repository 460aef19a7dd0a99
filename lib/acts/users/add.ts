import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { newEmail } from '@/lib/email'
import { personName } from '@/lib/name'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { issueInvitation, mailInvitation } from '@/lib/records/invitations/invitation'
import { sessionStands } from '@/lib/records/sessions/session'
import { insertUser } from '@/lib/records/users/insert'
import { fail, ok, type Result } from '@/lib/result'

export const addUserInput = z.strictObject({
  name: personName,
  email: newEmail,
  role: z.enum(['agent', 'admin'], { error: 'Choose Agent or Admin.' }),
  twoFactorRequired: z.boolean(),
})

/**
 * Adds an invited person to the admin's organization and returns the token of the invitation link: 72 hours, once. An address that
 * is taken anywhere on the server gets an answer that does not say by whom.
 */
export async function addUser(
  ctx: Context,
  admin: Admin,
  input: z.output<typeof addUserInput>,
): Promise<Result<{ userId: string; invitation: string }, 'email-unavailable' | 'session-over'>> {
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
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
    return ok({ userId: user.id, invitation })
  })
}
