import { Section } from '@/components/display/card'
import { Table, Td, Th, Tr } from '@/components/display/data-table'
import { Pager } from '@/components/display/pager'
import { Person } from '@/components/display/person'
import { RelativeTime } from '@/components/display/relative-time'
import { ActionDialog } from '@/components/forms/action-dialog'
import type { AppDetails } from '@/lib/queries/apps/find'
import type { AppPeoplePage } from '@/lib/queries/apps/people'
import { signEveryoneOut } from './actions'

/** Who has used this app, the latest first. */
export function AppPeople({
  app,
  page: { people, next },
  isFirst,
  now,
}: {
  app: AppDetails
  page: AppPeoplePage
  isFirst: boolean
  now: Date
}) {
  const link = `/organization/apps/${app.id}`
  return (
    <Section
      title="People"
      description={people.length > 0 ? 'Who has used this app.' : 'No one has used this app yet.'}
      aside={
        <ActionDialog
          id="sign-everyone-out"
          action={signEveryoneOut}
          trigger="Sign everyone out of this app"
          title={`Sign everyone out of ${app.name}?`}
          confirm="Sign everyone out"
          variant="secondary"
          destructive
        >
          <input type="hidden" name="appId" value={app.id} />
          <p className="text-muted">
            Everyone has to sign in to it again. If they let it stay signed in, it asks them again.
          </p>
          {app.kind === 'oidc' && !app.backchannelUri && (
            <p className="text-muted">
              This app has no back-channel logout address, so it notices only when it next asks this server.
            </p>
          )}
        </ActionDialog>
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
                <RelativeTime at={lastUsedAt} now={now} />
              </Td>
            </Tr>
          ))}
        </Table>
      )}
      <Pager next={next ? `${link}?people=${next}` : undefined} first={isFirst ? undefined : link} />
    </Section>
  )
}
