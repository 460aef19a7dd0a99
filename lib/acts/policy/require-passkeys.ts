import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { makePasskeyChange, passkeyChangeOf } from '@/lib/records/four-eyes/change-passkeys'
import { groupsOfDraft, type PolicyProblem } from '@/lib/records/four-eyes/change-policy'
import { type LeaveRefusal, leaveFor } from '@/lib/records/four-eyes/leave'
import { groupsWithin } from '@/lib/records/groups/group'
import { sessionStands } from '@/lib/records/sessions/session'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

/** The rule as the page of the policy writes it. */
export const passkeyRuleDraft = z.strictObject({
  who: z.enum(['nobody', 'admins', 'groups', 'everyone'], { error: 'Choose of whom.' }),
  /** Of which groups, where it goes by groups. */
  groupIds: z.array(opaque).max(100, { error: 'Choose at most 100 groups.' }),
  from: z.enum(['at-once', 'on-date'], { error: 'Choose from when on.' }),
  /** Date and time in the organization's time zone: `2026-12-04T18:00`. */
  date: z.string().max(40).optional(),
})

export const passkeyRuleInput = passkeyRuleDraft.extend({
  /** What the preview was, when it was shown. */
  shown: z.string().max(64),
})

type Refusal =
  | PolicyProblem
  | LeaveRefusal
  | 'session-over'
  | 'policy-changed'
  | 'passkeys-unavailable'
  | 'passkeys-lock-out'

/**
 * Sets of whom nothing but a passkey counts as a second factor, and from when on: it applies at their next sign-in. Refused
 * where it does something else than the preview said, and where no admin could sign in with it. Where it would let codes count
 * again, or for longer, it may take a second admin. What is so already changes nothing.
 */
export async function savePasskeyRule(
  ctx: Context,
  admin: Admin,
  { shown, ...draft }: z.output<typeof passkeyRuleInput>,
): Promise<Result<void, Refusal>> {
  const { organizationId } = admin
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, admin.userId)
    await ctx.db.lock(tx, `admins:${organizationId}`)
    if (!(await groupsWithin(tx, ctx, organizationId, groupsOfDraft(draft)))) return fail('group-unknown')
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const change = await passkeyChangeOf(tx, ctx, admin, draft)
    if (!change.ok) return change
    const { preview, question, same } = change.value
    if (same) return done
    if (preview.mark !== shown) return fail('policy-changed')
    if (preview.locksOut) return fail('passkeys-lock-out')
    const leave = await leaveFor(tx, ctx, admin, question)
    if (!leave.ok) return leave
    await makePasskeyChange(tx, ctx, admin, change.value, leave.value)
    return done
  })
}
