import type { Admin } from '@/lib/actors'
import { type PolicyRefusal, policyDraft, savePolicy } from '@/lib/acts/policy/save'
import { previewPolicy } from '@/lib/queries/policy/find'
import type { Result } from '@/lib/result'
import type { Organization } from './organization'

type Rule = {
  who: 'nobody' | 'admins' | 'groups' | 'everyone'
  groupIds?: string[]
  /** Date and time in the organization's zone; at once where left out. */
  date?: string
  sessions?: 'end' | 'day'
  newPeople?: boolean
}

/** An admin who looks at the dry run of a rule and saves it as it was shown, whatever it warns of. */
export async function ruled(
  org: Organization,
  { who, groupIds = [], date, sessions = 'end', newPeople = false }: Rule,
  by?: Admin,
): Promise<Result<void, PolicyRefusal>> {
  const admin = by ?? (await org.asAdmin())
  const { mark } = await previewPolicy(org.ctx, admin, { who, groupIds })
  const draft = policyDraft.parse({
    ...{ who, groupIds, from: date === undefined ? 'at-once' : 'on-date', date },
    ...{ sessions, newPeople },
  })
  return savePolicy(org.ctx, admin, { ...draft, shown: mark, organization: org.name })
}
