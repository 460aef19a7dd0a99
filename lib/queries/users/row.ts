import type { Tables } from '@/db/tables'
import type { Role, SecondFactor, StoredFactor, UserStatus } from '@/db/tables/users'
import type { Policy } from '@/lib/records/policy/policy'
import { shownFactor } from '@/lib/records/policy/standing'

/** A person as a list shows them. */
export type UserRow = {
  id: string
  name: string
  email: string
  role: Role
  secondFactor: SecondFactor
  /** From when on the organization's policy asks them for a second factor, where that is yet to come. */
  requiredFrom: Date | null
  status: UserStatus
  lastSignInAt: Date | null
}

/** What a list reads of a person: no secret is among it. */
export const rowColumns = (users: Tables['users']) => ({
  id: users.id,
  name: users.name,
  sortName: users.sortName,
  email: users.email,
  role: users.role,
  secondFactor: users.secondFactor,
  graceUntil: users.graceUntil,
  graceOver: users.graceOver,
  status: users.status,
  lastSignInAt: users.lastSignInAt,
})

/** The same as it is read; the database may answer null where a column is derived. */
export type SelectedRow = Omit<UserRow, 'secondFactor' | 'requiredFrom'> & {
  sortName: string
  secondFactor: StoredFactor | null
  graceUntil: Date | null
  graceOver: boolean
}

/** A person as they were read, as a list shows them now. */
export function rowOf(row: SelectedRow, policy: Policy, now: Date): UserRow {
  const { id, name, email, role, status, lastSignInAt } = row
  return { id, name, email, role, status, lastSignInAt, ...shownFactor(policy, row, now) }
}
