import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { hours, minutes } from '@/lib/duration'
import { newEmail } from '@/lib/email'
import { opaque } from '@/lib/opaque'
import { givenPassword } from '@/lib/password-rules'
import { spendAttempt } from '@/lib/records/attempts/attempts'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { isTaken, moveTo } from '@/lib/records/email/move'
import { askForNewEmail } from '@/lib/records/four-eyes/change-email'
import { type LeaveRefusal, leaveFor, onPerson } from '@/lib/records/four-eyes/leave'
import { inviterOf, issueInvitation, mailInvitation } from '@/lib/records/invitations/invitation'
import { provePassword } from '@/lib/records/passwords/prove'
import { fail, ok, type Result } from '@/lib/result'

export const emailOfOtherInput = z.strictObject({ userId: opaque, email: newEmail, password: givenPassword })

/**
 * `asked`: a link to the new address confirms it, and the current one was told, with a link that stops it. `moved`: they had
 * not joined, and the invitation went to the new address.
 */
export type EmailOfOther = 'asked' | 'moved'

/**
 * Corrects the email address of someone in the admin's organization, with the admin's password. As when they ask
 * themselves, nothing changes until the new address is confirmed; only whoever has not joined yet is moved at once.
 */
export async function changeEmailOfOther(
  ctx: Context,
  admin: Admin,
  { userId, email, password }: z.output<typeof emailOfOtherInput>,
): Promise<
  Result<
    EmailOfOther,
    | LeaveRefusal
    | 'user-unknown'
    | 'self'
    | 'person-suspended'
    | 'email-same-as-before'
    | 'password-wrong'
    | 'too-many-attempts'
    | 'email-unavailable'
  >
> {
  // Before an attempt is spent on someone who is not there.
  if (!(await ctx.db.write((tx) => subjectOf(tx, ctx, admin, userId)))) return fail('user-unknown')
  if (userId === admin.userId) return fail('self')
  const proof = await provePassword(ctx, admin, password)
  if (!proof.ok) return proof
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (user.status === 'suspended') return fail('person-suspended')
    if (user.email === email) return fail('email-same-as-before')
    const limit = { free: 5, firstDelay: minutes(5), longestDelay: minutes(60), window: hours(24) }
    const retryAt = await spendAttempt(tx, ctx, [{ key: `email-change:${user.id}`, limit }])
    if (retryAt) return fail('too-many-attempts', { retryAt })
    if (await isTaken(tx, ctx, email, user.id)) return fail('email-unavailable')
    if (user.status === 'active') {
      const leave = await leaveFor(tx, ctx, admin, onPerson('change-admin-email', user, { email }))
      if (!leave.ok) return leave
      await askForNewEmail(tx, ctx, admin, user, email, leave.value)
      return ok('asked')
    }
    const moved = await moveTo(tx, ctx, user, { email })
    if (!moved) return fail('email-unavailable')
    const invitation = await issueInvitation(tx, ctx, moved)
    await mailInvitation(tx, ctx, inviterOf(admin), moved, invitation)
    await record(tx, ctx, user.organizationId, {
      event: 'email.changed',
      actor: actorOf(admin),
      subject: named(moved),
      detail: { from: user.email },
    })
    return ok('moved')
  })
}
