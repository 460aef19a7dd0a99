import { AppIcon } from '@/components/display/app-icon'
import { Badge } from '@/components/display/badge'
import { Card } from '@/components/display/card'
import { NarrowLine, Table, Td, Th, Tr } from '@/components/display/data-table'
import { EmptyState } from '@/components/display/empty-state'
import { LinkButton } from '@/components/display/link-button'
import { Pager } from '@/components/display/pager'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { RowLink } from '@/components/display/row-link'
import { Said } from '@/components/display/said'
import { SearchField } from '@/components/forms/search-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { type ListedApp, listApps, listAppsInput } from '@/lib/queries/apps/list'
import { requireAdmin } from '@/lib/web/gates'
import { iconOf } from '@/lib/web/icon'
import { noticeOf } from '@/lib/web/notices'
import { one, type PageProps } from '@/lib/web/page-props'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'

export const generateMetadata = titled(requireAdmin, 'Apps')

export default async function AppsPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const clock = await readerClock(admin)
  const query = await searchParams
  const search = (one(query.q) ?? '').trim().slice(0, 200)
  const after = one(query.after)
  const parsed = listAppsInput.safeParse({ search, after })
  const page = await listApps(ctx, admin, parsed.success ? parsed.data : { search })
  const said = await noticeOf(one(query.notice))
  const link = (next?: string) => {
    const params = new URLSearchParams({ ...(search && { q: search }), ...(next && { after: next }) })
    return `/organization/apps${params.size > 0 ? `?${params}` : ''}`
  }
  const isEmpty = page.apps.length === 0 && search === '' && !after
  return (
    <>
      <PageTitle
        title="Apps"
        subtitle="What people sign in to through this server."
        action={
          <LinkButton href="/organization/apps/new" variant="primary">
            Add app
          </LinkButton>
        }
      />
      <Said said={said} />
      {!isEmpty && (
        <form key={link()} className="flex flex-wrap items-center gap-2.5" action="/organization/apps">
          <SearchField label="Search apps" defaultValue={search} buttonless />
          <SubmitButton variant="secondary">Search</SubmitButton>
        </form>
      )}
      <Card>
        {page.apps.length > 0 ? (
          <AppTable apps={page.apps} clock={clock} />
        ) : isEmpty ? (
          <EmptyState
            title="No apps yet"
            action={<LinkButton href="/organization/apps/new">Add app</LinkButton>}
          >
            Connect your help desk, wiki or files, and people sign in to all of them here, with the same
            second factor.
          </EmptyState>
        ) : (
          <EmptyState
            title="No app found"
            action={<LinkButton href="/organization/apps">Show all apps</LinkButton>}
          >
            Search by the beginning of a word of its name.
          </EmptyState>
        )}
      </Card>
      <Pager next={page.next ? link(page.next) : undefined} first={after ? link() : undefined} />
    </>
  )
}

function AppTable({ apps, clock }: { apps: ListedApp[]; clock: Clock }) {
  return (
    <Table
      label="Apps"
      head={
        <>
          <Th>Name</Th>
          <Th from="medium">Sign-in</Th>
          <Th>Who</Th>
          <Th from="medium" align="end">
            Last used
          </Th>
        </>
      }
    >
      {apps.map((app) => (
        <Tr key={app.id}>
          <Td strong>
            <div className="flex min-w-0 items-center gap-2.5">
              <AppIcon name={app.name} src={iconOf(app)} />
              <p className="min-w-0 leading-snug font-medium [overflow-wrap:anywhere]">
                <RowLink href={`/organization/apps/${app.id}`}>{app.name}</RowLink>{' '}
                {app.suspendedAt && <Badge tone="danger">Suspended</Badge>}
                <NarrowLine>{signInOf(app)}</NarrowLine>
                <NarrowLine>
                  Last used: <RelativeTime at={app.lastUsedAt} clock={clock} />
                </NarrowLine>
              </p>
            </div>
          </Td>
          <Td from="medium">{signInOf(app)}</Td>
          <Td>{whoOf(app)}</Td>
          <Td from="medium" align="end">
            <RelativeTime at={app.lastUsedAt} clock={clock} />
          </Td>
        </Tr>
      ))}
    </Table>
  )
}

function whoOf({ forEveryone, groups }: ListedApp): string {
  if (forEveryone) return 'Everyone'
  if (groups.length === 0) return 'No one'
  return groups.length > 3
    ? `${groups.slice(0, 2).join(', ')} and ${groups.length - 2} more`
    : groups.join(', ')
}

const signInOf = ({ kind }: ListedApp) => (kind === 'oidc' ? 'OpenID Connect' : 'Proxy')
