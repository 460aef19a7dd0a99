import Link from 'next/link'
import { Card } from '@/components/display/card'
import { EmptyState } from '@/components/display/empty-state'
import { ExportLinks } from '@/components/display/export-links'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { Pager } from '@/components/display/pager'
import { Said } from '@/components/display/said'
import { FilterLinks } from '@/components/forms/filter-links'
import { SearchField } from '@/components/forms/search-field'
import { PageTitle } from '@/components/frame/page-title'
import { factorWords } from '@/lib/messages/two-factor'
import { peopleUnreached, type Unreached } from '@/lib/queries/undelivered'
import { headcount } from '@/lib/queries/users/headcount'
import { cutSearch, listUsers, listUsersInput } from '@/lib/queries/users/list'
import { requireAdmin } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { one, type PageProps } from '@/lib/web/page-props'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { Coverage } from '../coverage'
import { SelectionForm } from './selection-form'
import { UserTable } from './user-table'

export const generateMetadata = titled(requireAdmin, 'Users')

export default async function UsersPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const clock = await readerClock(admin)
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
  const link = (after?: string) => address({ ...filter, after })
  return (
    <>
      <PageTitle
        title="Users"
        action={
          <div className="flex flex-wrap gap-2.5">
            <LinkButton href="/organization/users/add-several">Add people</LinkButton>
            <LinkButton href="/organization/users/new" variant="primary">
              Add user
            </LinkButton>
          </div>
        }
      />
      <Said said={said} />
      {unreached.length > 0 && <UndeliveredNotice people={unreached} />}
      <Coverage counts={counts} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5">
        {/* Another filter, another form: one that stays keeps what was typed into it. */}
        <form key={link()} className="w-full sm:max-w-80" action="/organization/users">
          <SearchField label="Search users" defaultValue={filter.search} />
          {filter.twoFactor && <input type="hidden" name="twoFactor" value={filter.twoFactor} />}
        </form>
        <FilterLinks
          label="Two-factor"
          current={filter.twoFactor ?? ''}
          options={[
            { value: '', label: 'All' },
            { value: 'on', label: factorWords.on },
            { value: 'required', label: factorWords.required },
            { value: 'off', label: factorWords.off },
            ...(counts.due > 0
              ? [
                  { value: 'due', label: factorWords.due },
                  { value: 'unasked', label: 'Off, not required' },
                ]
              : []),
            { value: 'missing', label: 'Off or not set up' },
            { value: 'locked', label: factorWords.locked },
          ]}
          href={(twoFactor) => address({ search: filter.search, twoFactor })}
        />
        <ExportLinks href={link().replace('/organization/users', '/organization/users/export')} />
      </div>
      <Card>
        {page.users.length > 0 ? (
          <SelectionForm filter={filter} filtered={filtered}>
            <UserTable users={page.users} clock={clock} selectable />
          </SelectionForm>
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
          Add the people of your organization. With “Enable 2FA” they set up two-factor authentication when
          they join.
        </EmptyState>
      )}
      <Pager next={page.next ? link(page.next) : undefined} first={filter.after ? link() : undefined} />
    </>
  )
}

/** The list for a search and a filter, from where the page before ended. */
function address({
  search,
  twoFactor,
  after,
}: {
  search: string
  twoFactor?: string | undefined
  after?: string | undefined
}) {
  const given = Object.entries({ q: search, twoFactor, after }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  )
  return `/organization/users${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}`
}

/** Whom email does not reach: each with the page that says why. */
function UndeliveredNotice({ people }: { people: Unreached[] }) {
  return (
    <Notice tone="warning">
      <p>Email to these people hasn’t been delivered. Open a name to see why and to try again.</p>
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
