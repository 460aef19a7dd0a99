import Link from 'next/link'
import { Card } from '@/components/display/card'
import { Table, Td, Th, Tr } from '@/components/display/data-table'
import { EmptyState } from '@/components/display/empty-state'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { Pager } from '@/components/display/pager'
import { Person } from '@/components/display/person'
import { RelativeTime } from '@/components/display/relative-time'
import { SearchField } from '@/components/forms/search-field'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { roleWords } from '@/lib/messages/roles'
import { peopleUnreached, type Unreached } from '@/lib/queries/undelivered'
import { headcount } from '@/lib/queries/users/headcount'
import { cutSearch, listUsers, listUsersInput, type UserRow } from '@/lib/queries/users/list'
import { requireAdmin } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { one, type PageProps } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { TwoFactorBadge } from '../two-factor-badge'
import { Coverage } from './coverage'

export const generateMetadata = titled(requireAdmin, 'Users')

const statusWords = { active: 'Active', invited: 'Invited', suspended: 'Suspended' }

export default async function UsersPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const query = await searchParams
  // An address bar is no form: what it says that we do not know is left out.
  const given = {
    search: cutSearch(one(query.q) ?? ''),
    twoFactor: one(query.twoFactor) || undefined,
    after: one(query.after),
  }
  const parsed = listUsersInput.safeParse(given)
  const filter = parsed.success ? parsed.data : listUsersInput.parse({ search: given.search })
  const [counts, page, unreached] = await Promise.all([
    headcount(ctx, admin),
    listUsers(ctx, admin, filter),
    peopleUnreached(ctx, admin),
  ])
  const said = await noticeOf(one(query.notice))
  const filtered = filter.search !== '' || filter.twoFactor !== undefined
  const link = (after?: string) => {
    const params = new URLSearchParams()
    if (filter.search) params.set('q', filter.search)
    if (filter.twoFactor) params.set('twoFactor', filter.twoFactor)
    if (after) params.set('after', after)
    return `/organization/users${params.size > 0 ? `?${params}` : ''}`
  }
  return (
    <>
      <PageTitle
        title="Users"
        action={
          <LinkButton href="/organization/users/new" variant="primary">
            Add user
          </LinkButton>
        }
      />
      {said && (
        <Notice live tone={said.tone}>
          {said.text}
        </Notice>
      )}
      {unreached.length > 0 && <UndeliveredNotice people={unreached} />}
      <Coverage counts={counts} />
      {/* Another filter, another form: one that stays keeps what was chosen in it. */}
      <form key={link()} className="flex flex-wrap items-center gap-2.5" action="/organization/users">
        <SearchField label="Search users" defaultValue={filter.search} />
        <SelectField
          compact
          name="twoFactor"
          label="Two-factor"
          defaultValue={filter.twoFactor ?? ''}
          options={[
            { value: '', label: 'All' },
            { value: 'on', label: 'On' },
            { value: 'required', label: 'Required, not set up' },
            { value: 'off', label: 'Off' },
            { value: 'missing', label: 'Off or not set up' },
            { value: 'locked', label: 'Locked' },
          ]}
        />
        <SubmitButton variant="secondary">Apply</SubmitButton>
      </form>
      <Card>
        {page.users.length > 0 ? (
          <UserTable users={page.users} now={ctx.now()} />
        ) : (
          <EmptyState
            title={page.next ? 'No one so far' : 'No one found'}
            action={filtered && <LinkButton href="/organization/users">Show everyone</LinkButton>}
          >
            {page.next
              ? 'Many people match one of these words. Go to the next page, or type another word.'
              : 'Search by the beginning of a name or an email address, or choose another state.'}
          </EmptyState>
        )}
      </Card>
      {counts.people === 1 && !filtered && (
        <EmptyState
          title="You’re the only one here"
          action={<LinkButton href="/organization/users/new">Add user</LinkButton>}
        >
          Add the people of your organization. With “Enable 2FA” they scan the QR code when they join.
        </EmptyState>
      )}
      <Pager next={page.next ? link(page.next) : undefined} first={filter.after ? link() : undefined} />
    </>
  )
}

/** Whom email does not reach: each with the page that says why. */
function UndeliveredNotice({ people }: { people: Unreached[] }) {
  return (
    <Notice tone="warning">
      <p>Email to these people has not been delivered. Open a name to see why and to try again.</p>
      <ul className="mt-1 flex flex-wrap gap-x-4">
        {people.slice(0, 5).map(({ id, name }) => (
          <li key={id}>
            <Link href={`/organization/users/${id}`}>{name}</Link>
          </li>
        ))}
        {people.length > 5 && <li>and others</li>}
      </ul>
    </Notice>
  )
}

function UserTable({ users, now }: { users: UserRow[]; now: Date }) {
  return (
    <Table
      label="Users"
      head={
        <>
          <Th>Name</Th>
          <Th from="wide">Email</Th>
          <Th>Two-factor</Th>
          <Th from="medium">Role</Th>
          <Th from="medium">Status</Th>
          <Th from="medium" align="end">
            Last sign-in
          </Th>
        </>
      }
    >
      {users.map((user) => (
        <Tr key={user.id}>
          <Td strong>
            <Person
              name={user.name}
              href={`/organization/users/${user.id}`}
              detail={<span className="@4xl:hidden">{user.email}</span>}
            />
          </Td>
          <Td from="wide">
            <span className="[overflow-wrap:anywhere]">{user.email}</span>
          </Td>
          <Td>
            <TwoFactorBadge state={user.secondFactor} />
          </Td>
          <Td from="medium">{roleWords[user.role]}</Td>
          <Td from="medium">{statusWords[user.status]}</Td>
          <Td from="medium" align="end">
            <RelativeTime at={user.lastSignInAt} now={now} />
          </Td>
        </Tr>
      ))}
    </Table>
  )
}
