import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import {
  changeOf,
  groupsOfDraft,
  makeChange,
  type PolicyProblem,
} from '@/lib/records/four-eyes/change-policy'
import { type LeaveRefusal, leaveFor } from '@/lib/records/four-eyes/leave'
import { groupsWithin } from '@/lib/records/groups/group'
import { peopleAstray } from '@/lib/records/groups/named-by-policy'
import { sessionStands } from '@/lib/records/sessions/session'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

export { hourOf } from '@/lib/records/four-eyes/policy-draft'

/** What an admin thinks of: the rule as the page of the policy writes it. */
export const policyDraft = z.strictObject({
  who: z.enum(['nobody', 'admins', 'groups', 'everyone'], { error: 'Choose who must have it.' }),
  /** Of which groups, where it goes by groups. */
  groupIds: z.array(opaque).max(100, { error: 'Choose at most 100 groups.' }),
  from: z.enum(['at-once', 'on-date'], { error: 'Choose from when on.' }),
  /** Date and time in the organization's time zone: `2026-12-04T18:00`. */
  date: z.string().max(40).optional(),
  /** What becomes of the sessions that lack it at that hour. */
  sessions: z.enum(['end', 'day'], { error: 'Choose what happens to open sessions.' }),
  /** New people are added with *Enable 2FA* on. */
  newPeople: z.boolean(),
})

export const savePolicyInput = policyDraft.extend({
  /** What the preview was, when it was shown. */
  shown: z.string().max(64),
  /** The organization's name, where the preview warns. */
  organization: z.string().max(200).optional(),
})

export type PolicyRefusal =
  | PolicyProblem
  | LeaveRefusal
  | 'session-over'
  | 'policy-changed'
  | 'policy-locks-out'
  | 'policy-name-needed'

/**
 * Saves who must have two-factor authentication, and from when on; it applies to everyone at once. Refused where it does
 * something else than the preview said, where no admin could sign in with it, and, where the preview warns, without the
 * organization's name. What is so already, as when an answer was lost, changes nothing. Of groups with very many people some follow within seconds (`followPolicies`).
 */
export async function savePolicy(
  ctx: Context,
  admin: Admin,
  { shown, organization, ...draft }: z.output<typeof savePolicyInput>,
): Promise<Result<void, PolicyRefusal>> {
  const { organizationId } = admin
  return ctx.db.write(async (tx) => {
    const groupIds = groupsOfDraft(draft)
    const astray = await peopleAstray(tx, ctx, organizationId, groupIds)
    await lockPerson(tx, ctx, admin.userId, ...astray)
    await ctx.db.lock(tx, `admins:${organizationId}`)
    if (!(await groupsWithin(tx, ctx, organizationId, groupIds))) return fail('group-unknown')
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const change = await changeOf(tx, ctx, admin, draft)
    if (!change.ok) return change
    const { preview, question, same } = change.value
    if (same) return done
    if (preview.mark !== shown) return fail('policy-changed')
    if (preview.locksOut) return fail('policy-locks-out')
    if (preview.warnings.length > 0 && organization?.trim() !== admin.organizationName)
      return fail('policy-name-needed')
    const leave = await leaveFor(tx, ctx, admin, question)
    if (!leave.ok) return leave
    await makeChange(tx, ctx, admin, change.value, astray, leave.value)
    return done
  })
}
