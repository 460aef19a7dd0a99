import { Section } from '@/components/display/card'
import { Table, Td, Th, Tr } from '@/components/display/data-table'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { PageButton } from '@/components/forms/page-button'
import { sessionKindWords } from '@/lib/messages/sessions'
import type { UserDetails } from '@/lib/queries/users/find'
import { arises } from './arises'

/** Where this person is signed in. */
export function UserSessions({ user, clock }: { user: UserDetails; clock: Clock }) {
  if (user.sessions.length === 0) {
    return <Section title="Sessions" description="Not signed in anywhere." />
  }
  return (
    <Section
      title="Sessions"
      aside={
        arises['sign-out'](user) && (
          <PageButton href={`/organization/users/${user.id}/sign-out`} size="small">
            Sign out everywhere
          </PageButton>
        )
      }
    >
      <Table
        flush
        label={`Sessions of ${user.name}`}
        head={
          <>
            <Th>Device</Th>
            <Th from="medium">Kind</Th>
            <Th align="end">Last seen</Th>
          </>
        }
      >
        {user.sessions.map((session) => (
          <Tr key={session.id}>
            <Td strong>
              {session.client}
              <span className="block text-sm text-muted">
                <span className="@2xl:hidden">{sessionKindWords[session.kind]} · </span>
                {session.address || 'Unknown address'}
              </span>
            </Td>
            <Td from="medium">{sessionKindWords[session.kind]}</Td>
            <Td align="end">
              <RelativeTime at={session.lastSeenAt} clock={clock} />
            </Td>
          </Tr>
        ))}
      </Table>
    </Section>
  )
}
