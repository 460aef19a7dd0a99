import type { Tables } from '@/db/tables'
import { days, later } from '@/lib/duration'
import { type Factors, factorColumns, isEnabled } from '../users/enabled'

type User = Tables['users']['$inferSelect']
type Organization = Tables['organizations']['$inferSelect']

/** What decides whether someone must have two-factor authentication: facts of theirs, and their organization's policy. */
export type Demand = Factors &
  Pick<User, 'twoFactorRequired' | 'role' | 'inPolicyGroup' | 'graceUntil' | 'graceOver'> &
  Pick<Organization, 'policyWho' | 'policyFrom' | 'policyBegun' | 'policySessions'>

/** Its columns, in a query that joins people with their organizations. */
export const demandColumns = ({ users, organizations }: Pick<Tables, 'users' | 'organizations'>) => ({
  ...factorColumns({ users }),
  twoFactorRequired: users.twoFactorRequired,
  role: users.role,
  inPolicyGroup: users.inPolicyGroup,
  graceUntil: users.graceUntil,
  graceOver: users.graceOver,
  policyWho: organizations.policyWho,
  policyFrom: organizations.policyFrom,
  policyBegun: organizations.policyBegun,
  policySessions: organizations.policySessions,
})

/** Whether a policy names someone, from whenever on. */
export function isNamed({
  policyWho,
  role,
  inPolicyGroup,
}: Pick<Demand, 'policyWho' | 'role' | 'inPolicyGroup'>): boolean {
  if (policyWho === 'everyone') return true
  if (policyWho === 'admins') return role === 'admin'
  return policyWho === 'groups' && inPolicyGroup
}

/** From when on the policy asks someone: its hour, or the later one that an admin gave them. Null where it does not. */
export function policyDue(demand: Omit<Demand, keyof Factors>): Date | null {
  const { policyFrom, graceUntil } = demand
  if (!isNamed(demand) || !policyFrom) return null
  return graceUntil && graceUntil > policyFrom ? graceUntil : policyFrom
}

/** Whether the policy asks someone now. Once its hour has come, or theirs, a clock that is put back changes nothing. */
export function asksNow(demand: Omit<Demand, keyof Factors>, now: Date): boolean {
  const due = policyDue(demand)
  if (!due) return false
  return due <= now || (due === demand.policyFrom ? demand.policyBegun : demand.graceOver)
}

/** Whether someone must have two-factor authentication now, by name or by the policy. */
export const mustHave = (demand: Omit<Demand, keyof Factors>, now: Date): boolean =>
  demand.twoFactorRequired || asksNow(demand, now)

/** How long what was open at the hour goes on, where the policy says so. */
export const afterwards = days(1)

/**
 * Whether the policy has ended what someone opened without the second factor that it asks of them now: their sessions, and
 * what apps hold. From that hour on, or a day later where it says so.
 */
export function endsWithout(demand: Omit<Demand, keyof Factors>, now: Date): boolean {
  if (!asksNow(demand, now)) return false
  const due = policyDue(demand)
  return demand.policySessions === 'end' || (due !== null && later(due, afterwards) <= now)
}

/** Whether a session of theirs still opens anything: it does while they have a second factor, or need none. */
export const keepsSessions = (demand: Demand, now: Date): boolean =>
  isEnabled(demand) || !endsWithout(demand, now)
