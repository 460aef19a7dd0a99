'use client'

import { useRouter } from 'next/navigation'
import type { MouseEvent } from 'react'
import { roleWords } from '@/lib/messages/roles'
import { type FactorState, factorWords } from '@/lib/messages/two-factor'
import type { Role, UserStatus } from '@/lib/queries/users/list'
import { factorTones } from '../two-factor-badge'

/** A person as their row shows them. `seen`: their last sign-in, in words, so that the browser's clock has no say. */
export type PersonShown = {
  id: string
  name: string
  initials: string
  email: string
  factor: FactorState
  role: Role
  status: UserStatus
  seen: string
}

const statusWords: Record<UserStatus, string> = {
  active: 'Active',
  invited: 'Invited',
  suspended: 'Suspended',
}

/**
 * People, each row a link to their page, drawn in the browser from the little that differs between them: drawn on the server
 * alone, each row would be sent twice in full. How it looks is the utility `people`. Without JavaScript it is the same.
 */
export function PeopleTable({ people, selectable }: { people: PersonShown[]; selectable: boolean }) {
  const follow = useFollow()
  return (
    <div className="@container">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click here is one on a link, which keys make as well */}
      <table className="people" onClick={follow}>
        <caption className="sr-only">Users</caption>
        <thead>
          <tr>
            {selectable && (
              <th scope="col">
                <span className="sr-only">Select</span>
              </th>
            )}
            <th scope="col">Name</th>
            <th scope="col">Email</th>
            <th scope="col">Two-factor</th>
            <th scope="col">Role</th>
            <th scope="col">Status</th>
            <th scope="col">Last sign-in</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Row key={person.id} selectable={selectable} {...person} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ selectable, ...person }: PersonShown & { selectable: boolean }) {
  const { id, name, initials, email, factor, role, status, seen } = person
  return (
    <tr>
      {selectable && (
        <td>
          <label className="inline-flex items-center justify-center pointer-coarse:size-11">
            <input type="checkbox" name="id" value={id} aria-label={`Select ${name}`} />
          </label>
        </td>
      )}
      <td>
        <span aria-hidden="true">{initials}</span>
        <a href={`/organization/users/${id}`}>{name}</a>
      </td>
      <td>{email}</td>
      <td>
        <span data-tone={factorTones[factor]}>{factorWords[factor]}</span>
      </td>
      <td>{roleWords[role]}</td>
      <td>{statusWords[status]}</td>
      <td>{seen}</td>
    </tr>
  )
}

/** Follows a link of the table without loading a new document. A component for each link would cost more than its row. */
function useFollow() {
  const router = useRouter()
  return (event: MouseEvent<HTMLElement>) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    // Into another tab or window it goes as in any page.
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0
    if (!link || elsewhere || event.defaultPrevented) return
    event.preventDefault()
    router.push(link.pathname + link.search)
  }
}
