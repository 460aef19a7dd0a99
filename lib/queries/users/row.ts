import type { Tables } from '@/db/tables'
import type { Role, SecondFactor, UserStatus } from '@/db/tables/users'

/** A person as a list shows them. */
export type UserRow = {
  id: string
  name: string
  email: string
  role: Role
  secondFactor: SecondFactor
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
  status: users.status,
  lastSignInAt: users.lastSignInAt,
})

/** The same as it is read; the database may answer null where a column is derived. */
export type SelectedRow = Omit<UserRow, 'secondFactor'> & {
  sortName: string
  secondFactor: SecondFactor | null
}

/** A person as they were read, as a list shows them. */
export function rowOf(row: SelectedRow): UserRow {
  const { id, name, email, role, status, lastSignInAt, secondFactor } = row
  return { id, name, email, role, status, lastSignInAt, secondFactor: secondFactor ?? 'off' }
}
