import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { PolicyDraft } from '@/lib/guarded-acts'
import { fail, ok, type Result } from '@/lib/result'
import { actorOf } from '../audit/actor'
import { record } from '../audit/record'
import { groupsWithin } from '../groups/group'
import { followGroups, policyGroupIds } from '../groups/named-by-policy'
import { type Policy, policyOf } from '../policy/policy'
import { type Preview, previewOf } from '../policy/preview'
import { type Leave, onOrganization, type Question } from './leave'
import { hourOf, lifts } from './policy-draft'

/** A change of the policy as it would be made in this transaction. */
export type PolicyChange = {
  draft: PolicyDraft
  before: Policy
  groupIds: string[]
  groupNames: string[]
  /** From when on it would ask; null where it asks no one. */
  from: Date | null
  sameRule: boolean
  /** Nothing would change. */
  same: boolean
  preview: Preview
  /** What a second admin has to agree to, where the change lifts the policy. */
  question: Question<'lift-policy'>
}

export type PolicyProblem =
  | 'group-unknown'
  | 'policy-group-missing'
  | 'policy-date-missing'
  | 'policy-date-past'
  | 'policy-date-far'

/** Of which groups a draft is: none but where it goes by groups. */
export const groupsOfDraft = ({ who, groupIds }: Pick<PolicyDraft, 'who' | 'groupIds'>): string[] =>
  who === 'groups' ? [...new Set(groupIds)] : []

/** Within a transaction that has the admins of the organization to itself: what a draft would change. */
export async function changeOf(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  draft: PolicyDraft,
): Promise<Result<PolicyChange, PolicyProblem>> {
  const { organizationId } = admin
  const { who } = draft
  const groupIds = groupsOfDraft(draft)
  if (who === 'groups' && groupIds.length === 0) return fail('policy-group-missing')
  const groups = await groupsWithin(tx, ctx, organizationId, groupIds)
  if (!groups) return fail('group-unknown')
  const before = await policyOf(tx, ctx, organizationId)
  if (!before) throw new Error('The organization of an admin is not there.')
  const now = ctx.now()
  const hour = hourOf(draft, before.timeZone, now)
  if (!hour.ok) return hour
  const namedBefore = (await policyGroupIds(tx, ctx, organizationId)).toSorted()
  const sameWho = before.policyWho === who && groupIds.toSorted().join() === namedBefore.join()
  // Who was asked goes on being asked since when they were.
  const keepsHour = sameWho && draft.from === 'at-once' && before.policyBegun
  const from = keepsHour ? before.policyFrom : hour.value
  const preview = await previewOf(tx, ctx, admin, { who, groupIds })
  const rule = {
    ...{ who: before.policyWho, groupIds: namedBefore, from: before.policyFrom },
    ...{ sessions: before.policySessions, policyBegun: before.policyBegun },
  }
  const groupNames = groups.map(({ name }) => name)
  const { timeZone: zone, policyNewPeople: newPeople } = before
  const question = onOrganization(
    'lift-policy',
    organizationId,
    {
      ...{ draft, warned: preview.warnings.map(({ kind }) => kind) },
      said: {
        ...{ who, groups: groupNames, zone, begun: draft.from === 'at-once' },
        // "At once" is the moment of the yes.
        from: draft.from === 'at-once' && !keepsHour ? null : (from?.toISOString() ?? null),
      },
    },
    {
      guarded: lifts(rule, { who, groupIds, from, sessions: draft.sessions }, now),
      was: {
        ...{ who: rule.who, groups: namedBefore.join(), from: rule.from?.toISOString() ?? null },
        ...{ sessions: rule.sessions, newPeople, zone },
      },
    },
  )
  const sameRule = sameWho && from?.getTime() === before.policyFrom?.getTime()
  const same = sameRule && before.policySessions === draft.sessions && newPeople === draft.newPeople
  return ok({ ...{ draft, before, groupIds, groupNames, from, sameRule, same, preview }, question })
}

/**
 * Makes a change of the policy; it applies to everyone at once. `astray`: people whom the transaction has to itself, and
 * whose groups it makes stand rightly with them.
 */
export async function makeChange(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  { draft, groupIds, groupNames, from, sameRule, preview }: PolicyChange,
  astray: readonly string[],
  _leave: Leave<'lift-policy'>,
): Promise<void> {
  const { organizationId } = admin
  const { organizations, policyGroups } = ctx.db.tables
  const now = ctx.now()
  await tx
    .update(organizations)
    .set({
      policyWho: draft.who,
      policyFrom: from,
      policyBegun: from !== null && from <= now,
      policySessions: draft.sessions,
      policyNewPeople: draft.newPeople,
      ...(!sameRule && { policySince: now, policyFollowedAt: null }),
    })
    .where(eq(organizations.id, organizationId))
  await tx.delete(policyGroups).where(eq(policyGroups.organizationId, organizationId))
  if (groupIds.length > 0)
    await tx.insert(policyGroups).values(groupIds.map((groupId) => ({ organizationId, groupId })))
  await followGroups(tx, ctx, astray)
  await record(tx, ctx, organizationId, {
    event: 'policy.changed',
    actor: actorOf(admin),
    detail: {
      policyWho: draft.who,
      ...(groupNames.length > 0 && { policyGroups: groupNames.join(', ') }),
      ...(from && { policyFrom: from.toISOString() }),
      policySessions: draft.sessions,
      policyNewPeople: draft.newPeople,
      peopleAsked: preview.asked,
    },
  })
}
