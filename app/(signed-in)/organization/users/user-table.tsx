import { initials } from '@/components/display/avatar'
import { type Clock, timeAgo } from '@/components/display/relative-time'
import { factorState } from '@/lib/messages/two-factor'
import type { UserRow } from '@/lib/queries/users/list'
import { PeopleTable } from './people-table'

/** People, each with the way to their page. `selectable`: with a box each, of the form around the table. */
export function UserTable({
  users,
  clock,
  selectable = false,
}: {
  users: UserRow[]
  clock: Clock
  selectable?: boolean
}) {
  return (
    <PeopleTable
      selectable={selectable}
      people={users.map(({ id, name, email, role, status, lastSignInAt, ...has }) => ({
        ...{ id, name, email, role, status },
        initials: initials(name),
        factor: factorState(has),
        seen: lastSignInAt ? timeAgo(lastSignInAt, clock) : 'never',
      }))}
    />
  )
}
