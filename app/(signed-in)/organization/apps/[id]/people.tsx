import { Section } from '@/components/display/card'
import { Table, Td, Th, Tr } from '@/components/display/data-table'
import { Pager } from '@/components/display/pager'
import { Person } from '@/components/display/person'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { PageButton } from '@/components/forms/page-button'
import type { AppDetails } from '@/lib/queries/apps/find'
import type { AppPeoplePage } from '@/lib/queries/apps/people'

/** Who has used this app, the latest first. */
export function AppPeople({
  app,
  page: { people, next },
  isFirst,
  clock,
  address,
}: {
  app: AppDetails
  page: AppPeoplePage
  isFirst: boolean
  clock: Clock
  address: (question: string) => string
}) {
  const link = `/organization/apps/${app.id}`
  return (
    <Section
      title="People"
      description={people.length > 0 ? 'Who has used this app.' : 'No one has used this app yet.'}
      aside={
        <PageButton href={address('sign-out')} variant="danger">
          Sign everyone out of this app
        </PageButton>
      }
    >
      {people.length > 0 && (
        <Table
          flush
          label={`People of ${app.name}`}
          head={
            <>
              <Th>Name</Th>
              <Th from="medium">Stays signed in while away</Th>
              <Th align="end">Last used</Th>
            </>
          }
        >
          {people.map(({ id, name, email, lastUsedAt, allowedAt }) => (
            <Tr key={id}>
              <Td strong>
                <Person name={name} href={`/organization/users/${id}`} detail={email} />
              </Td>
              <Td from="medium">{allowedAt ? 'Yes' : 'No'}</Td>
              <Td align="end">
                <RelativeTime at={lastUsedAt} clock={clock} />
              </Td>
            </Tr>
          ))}
        </Table>
      )}
      <Pager next={next ? `${link}?people=${next}` : undefined} first={isFirst ? undefined : link} />
    </Section>
  )
}
