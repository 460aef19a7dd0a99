import type { Guarded } from '@/db/tables/four-eyes'
import type { PolicySessions, PolicyWho } from '@/db/tables/organizations'

type Nothing = Record<string, never>

/** A rule as the page of the policy writes it. `date`: date and time in the organization's time zone. */
export type PolicyDraft = {
  who: PolicyWho
  groupIds: string[]
  from: 'at-once' | 'on-date'
  date?: string | undefined
  sessions: PolicySessions
  newPeople: boolean
}

/** The rule that accepts passkeys only, in the same way. */
export type PasskeyDraft = Pick<PolicyDraft, 'who' | 'groupIds' | 'from' | 'date'>

/** What people read of a rule; `from` is ISO 8601. */
export type SaidOfRule = {
  who: PolicyWho
  groups: string[]
  from: string | null
  begun: boolean
  zone: string
}

/** What rules that name a group stop asking of someone who leaves it: no other group of theirs is named. */
export type EndsWithGroup = {
  /** To have a second factor, because of the policy. */
  policy: boolean
  /** That nothing but a passkey counts as one. */
  passkeys: boolean
}

/** With what each is asked, besides whom or what it is about: enough to do it, and to say what it would do. */
export type Given = {
  'reset-admin': Nothing
  'demote-admin': Nothing
  'suspend-admin': Nothing
  'remove-admin': Nothing
  'change-admin-email': { email: string }
  /** `warned`: of what the preview warned. */
  'lift-policy': { draft: PolicyDraft; warned: string[]; said: SaidOfRule }
  'lift-passkeys': { draft: PasskeyDraft; said: SaidOfRule }
  'leave-policy-group': { groupId: string; group: string } & EndsWithGroup
  /** The first and the last day of the audit log: `2026-12-04`. */
  'export-evidence': { from: string; until: string }
  'delete-app': { address: string }
  'switch-off': Nothing
}

/** Something that a second admin has to agree to, told by its kind. `name`: of the person or app, empty of the organization. */
export type GuardedAct = { [Kind in Guarded]: { kind: Kind; name: string; given: Given[Kind] } }[Guarded]
