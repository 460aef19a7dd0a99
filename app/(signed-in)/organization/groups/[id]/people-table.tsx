import { NarrowLine, Table, Td, Th, Tr } from '@/components/display/data-table'
import { Person } from '@/components/display/person'
import { ActionForm } from '@/components/forms/action-form'
import { PageButton } from '@/components/forms/page-button'
import { SubmitButton } from '@/components/forms/submit-button'
import type { GroupDetails } from '@/lib/queries/groups/find'
import type { UserRow } from '@/lib/queries/users/list'
import { TwoFactorBadge } from '../../two-factor-badge'
import { takeOutOfGroup } from './actions'

/**
 * Who is in the group, each with the button that takes them out. `question`: the address that asks first, where a rule goes by
 * the group.
 */
export function PeopleTable({
  group,
  users,
  question,
}: {
  group: GroupDetails
  users: UserRow[]
  question: ((user: UserRow) => string) | undefined
}) {
  return (
    <Table
      label={`People of ${group.name}`}
      head={
        <>
          <Th>Name</Th>
          <Th from="wide">Email</Th>
          <Th from="medium">Two-factor</Th>
          <Th quiet align="end">
            Remove
          </Th>
        </>
      }
    >
      {users.map((user) => (
        <Tr key={user.id}>
          <Td strong>
            <div className="[&_p]:[overflow-wrap:anywhere]">
              <Person
                name={user.name}
                href={`/organization/users/${user.id}`}
                detail={
                  <>
                    <span className="@4xl:hidden">{user.email}</span>
                    <NarrowLine>
                      <TwoFactorBadge of={user} />
                    </NarrowLine>
                  </>
                }
              />
            </div>
          </Td>
          <Td from="wide">
            <span className="[overflow-wrap:anywhere]">{user.email}</span>
          </Td>
          <Td from="medium">
            <TwoFactorBadge of={user} />
          </Td>
          <Td align="end">
            <div className="flex justify-end">
              {question ? (
                <PageButton href={question(user)} size="small">
                  Remove <span className="sr-only">{user.name}</span>
                </PageButton>
              ) : (
                <ActionForm action={takeOutOfGroup}>
                  <input type="hidden" name="groupId" value={group.id} />
                  <input type="hidden" name="userId" value={user.id} />
                  <SubmitButton variant="secondary" size="small">
                    Remove <span className="sr-only">{user.name}</span>
                  </SubmitButton>
                </ActionForm>
              )}
            </div>
          </Td>
        </Tr>
      ))}
    </Table>
  )
}
