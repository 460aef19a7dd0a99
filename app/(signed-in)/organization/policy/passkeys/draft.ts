import { passkeyRuleDraft } from '@/lib/acts/policy/require-passkeys'
import { one } from '@/lib/web/page-props'

type Query = Record<string, string | string[] | undefined>

export type PasskeyDraft = (typeof passkeyRuleDraft)['_output']

export const path = '/organization/policy/passkeys'

/** The rule that an admin thinks of, as the address says it; null where it says none. */
export function draftOf(query: Query): ReturnType<typeof passkeyRuleDraft.safeParse> | null {
  if (query.who === undefined) return null
  const groups = query.groupIds ?? []
  return passkeyRuleDraft.safeParse({
    ...{ who: one(query.who), from: one(query.from) },
    // Boxes that are out of sight are sent all the same.
    groupIds: query.who !== 'groups' ? [] : Array.isArray(groups) ? groups : [groups],
    ...(one(query.date) && { date: one(query.date) }),
  })
}

/** The address of the preview of a rule; `page`: of the list of those who have no passkey. */
export function addressOf({ groupIds, who, from, date }: PasskeyDraft, page = ''): string {
  const query = new URLSearchParams({ who, from, ...(date && { date }) })
  for (const id of groupIds) query.append('groupIds', id)
  return `${path}${page}?${query}`
}
