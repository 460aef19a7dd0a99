'use server'

import { redirect } from 'next/navigation'
import type { Admin } from '@/lib/actors'
import { forgetBrowsersOfOther } from '@/lib/acts/browsers/forget-of-other'
import { addPeople } from '@/lib/acts/groups/add-people'
import { membershipInput, removePerson } from '@/lib/acts/groups/remove-person'
import { dismissHelp } from '@/lib/acts/help/dismiss'
import { renewInvitation, renewInvitationInput } from '@/lib/acts/invitations/renew'
import { retryInput, retryLetter } from '@/lib/acts/mail/retry'
import { endGrace } from '@/lib/acts/policy/end-grace'
import { giveGrace, giveGraceInput } from '@/lib/acts/policy/give-grace'
import { liftOwnInput, liftOwnRequirement } from '@/lib/acts/two-factor/lift-own'
import { remindUser } from '@/lib/acts/two-factor/remind'
import { renewEnrollmentCode } from '@/lib/acts/two-factor/renew-enrollment-code'
import { requireInput, requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetInput, resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { changeRole, changeRoleInput } from '@/lib/acts/users/change-role'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { removeUser } from '@/lib/acts/users/remove'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { subjectInput } from '@/lib/inputs'
import type { Code } from '@/lib/messages/codes'
import type { SuccessNotice } from '@/lib/messages/notices'
import type { Result } from '@/lib/result'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'
import type { RequestContext } from '@/lib/web/request-context'
import { unlessAsked } from '@/lib/web/second-admin'

export const requireOrLift = formAction(requireAdmin, requireInput, async (ctx, admin, input) => {
  const saved = await requireTwoFactor(ctx, admin, input)
  return saved.ok ? redirect(withNotice(`/organization/users/${input.userId}`, 'requirement-saved')) : saved
})

export const liftFromMyself = formAction(
  requireAdmin,
  liftOwnInput,
  async (ctx, admin, input) => {
    const lifted = await liftOwnRequirement(ctx, admin, input)
    return lifted.ok
      ? redirect(withNotice(`/organization/users/${admin.userId}`, 'requirement-lifted'))
      : lifted
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)

/** What was clicked is gone from the page afterwards, and a message of its own with it: the page says it again. */
const onSubject =
  <T, C extends Code, Input extends { userId: string }>(
    rule: (ctx: RequestContext, admin: Admin, input: Input) => Promise<Result<T, C>>,
    notice: SuccessNotice,
  ) =>
  async (
    ctx: RequestContext,
    admin: Admin,
    input: Input,
  ): Promise<Result<string, Exclude<C, 'second-asked'>>> => {
    const page = `/organization/users/${input.userId}`
    const result = unlessAsked(await rule(ctx, admin, input), page)
    return result.ok ? redirect(withNotice(page, notice)) : result
  }

export const giveMoreTime = formAction(
  requireAdmin,
  giveGraceInput,
  async (ctx, admin, input) => {
    const given = await giveGrace(ctx, admin, input)
    return given.ok ? redirect(withNotice(`/organization/users/${input.userId}`, 'grace-given')) : given
  },
  { 'grace-date-missing': 'until', 'grace-date-refused': 'until' },
)

export const endMoreTime = formAction(requireAdmin, subjectInput, onSubject(endGrace, 'grace-ended'))

export const reset = formAction(requireAdmin, resetInput, onSubject(resetTwoFactor, 'two-factor-reset'))

export const newEnrollmentCode = formAction(
  requireAdmin,
  resetInput,
  onSubject(renewEnrollmentCode, 'enrollment-code-renewed'),
)

export const remind = formAction(requireAdmin, subjectInput, onSubject(remindUser, 'reminded'))

export const unlock = formAction(requireAdmin, subjectInput, onSubject(unlockSecondStep, 'unlocked'))

export const dismissHelpRequest = formAction(
  requireAdmin,
  subjectInput,
  onSubject(dismissHelp, 'help-dismissed'),
)

export const signOutEverywhere = formAction(
  requireAdmin,
  subjectInput,
  onSubject(signOutUser, 'signed-out-everywhere'),
)

export const forgetThem = formAction(
  requireAdmin,
  subjectInput,
  onSubject(forgetBrowsersOfOther, 'browsers-forgotten'),
)

export const suspend = formAction(requireAdmin, subjectInput, onSubject(suspendUser, 'suspended'))

export const reactivate = formAction(requireAdmin, subjectInput, onSubject(reactivateUser, 'reactivated'))

export const setRole = formAction(requireAdmin, changeRoleInput, async (ctx, admin, input) => {
  const page = `/organization/users/${input.userId}`
  const changed = unlessAsked(await changeRole(ctx, admin, input), page)
  return changed.ok ? redirect(withNotice(page, 'role-changed')) : changed
})

export const remove = formAction(requireAdmin, subjectInput, async (ctx, admin, input) => {
  const removed = unlessAsked(await removeUser(ctx, admin, input), `/organization/users/${input.userId}`)
  return removed.ok ? redirect(withNotice('/organization/users', 'user-removed')) : removed
})

export const inviteAgain = formAction(requireAdmin, renewInvitationInput, async (ctx, admin, input) => {
  const renewed = await renewInvitation(ctx, admin, input)
  return renewed.ok
    ? redirect(withNotice(`/organization/users/${input.userId}`, 'invitation-renewed'))
    : renewed
})

export const tryEmailAgain = formAction(requireAdmin, retryInput, async (ctx, admin, input) => {
  const retried = await retryLetter(ctx, admin, input)
  return retried.ok ? redirect(withNotice(`/organization/users/${input.userId}`, 'email-retried')) : retried
})

export const joinGroup = formAction(
  requireAdmin,
  membershipInput,
  async (ctx, admin, { userId, groupId }) => {
    const added = await addPeople(ctx, admin, { groupId, userIds: [userId] })
    return added.ok ? redirect(withNotice(`/organization/users/${userId}`, 'group-joined')) : added
  },
)

export const leaveGroup = formAction(requireAdmin, membershipInput, async (ctx, admin, input) => {
  const page = `/organization/users/${input.userId}`
  const removed = unlessAsked(await removePerson(ctx, admin, input), page)
  return removed.ok ? redirect(withNotice(page, 'group-left')) : removed
})
