import { policyDraft } from '@/lib/acts/policy/save'
import type { PolicyDetails } from '@/lib/queries/policy/find'
import { one } from '@/lib/web/page-props'
import { localText } from '@/lib/zone'

type Query = Record<string, string | string[] | undefined>

export type Draft = (typeof policyDraft)['_output']

/** The rule that an admin thinks of, as the address says it; null where it says none. Nothing is changed by looking. */
export function draftOf(query: Query): ReturnType<typeof policyDraft.safeParse> | null {
  if (query.who === undefined) return null
  const groups = query.groupIds ?? []
  return policyDraft.safeParse({
    ...{ who: one(query.who), from: one(query.from), sessions: one(query.sessions) },
    // Boxes that are out of sight are sent all the same.
    groupIds: query.who !== 'groups' ? [] : Array.isArray(groups) ? groups : [groups],
    ...(one(query.date) && { date: one(query.date) }),
    newPeople: one(query.newPeople) === 'on',
  })
}

/** The rule that stands, as the form has it. */
export const draftOfPolicy = (policy: PolicyDetails): Draft => ({
  who: policy.policyWho,
  groupIds: policy.groups.map(({ id }) => id),
  from: policy.policyFrom && !policy.begun ? 'on-date' : 'at-once',
  ...(policy.policyFrom && !policy.begun && { date: localText(policy.timeZone, policy.policyFrom) }),
  sessions: policy.policySessions,
  newPeople: policy.policyNewPeople,
})

/** The address of the preview of a rule. */
export const previewAddress = (draft: Draft): string => `/organization/policy?${queryOf(draft)}`

/** The address of those whom it would ask. It keeps the whole rule, for the way back to the preview. */
export const askedAddress = (draft: Draft, part: string): string =>
  `/organization/policy/people?${queryOf(draft)}&part=${part}`

function queryOf({ groupIds, newPeople, ...draft }: Draft): URLSearchParams {
  const { date, ...chosen } = draft
  const query = new URLSearchParams({
    ...chosen,
    ...(date && { date }),
    ...(newPeople && { newPeople: 'on' }),
  })
  for (const id of groupIds) query.append('groupIds', id)
  return query
}
