import type { ReactNode } from 'react'
import { Card } from '@/components/display/card'
import { Table, Td, Th, Tr } from '@/components/display/data-table'
import { EmptyState } from '@/components/display/empty-state'
import { LinkButton } from '@/components/display/link-button'
import { Pager } from '@/components/display/pager'
import { RowLink } from '@/components/display/row-link'
import { Said } from '@/components/display/said'
import { PageButton } from '@/components/forms/page-button'
import { SearchField } from '@/components/forms/search-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { peopleInWords } from '@/lib/messages/groups'
import { type GroupRow, listGroups } from '@/lib/queries/groups/list'
import { requireAdmin } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { requestContext } from '@/lib/web/request-context'
import { searchAddress, type searchOf } from './search'

/** The list of groups. `notice`: what it is to say, as its address has it. `children`: the dialog that stands open above it. */
export async function Groups({
  asked,
  notice,
  children,
}: {
  asked: ReturnType<typeof searchOf>
  notice?: string | undefined
  children?: ReactNode
}) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const page = await listGroups(ctx, admin, asked)
  const said = await noticeOf(notice)
  const link = (after?: string) => searchAddress('/organization/groups', asked.search, after)
  const none = page.groups.length === 0 && asked.search === '' && !asked.after
  return (
    <>
      <PageTitle
        title="Groups"
        action={
          <PageButton
            href={searchAddress('/organization/groups/new', asked.search, asked.after)}
            variant="primary"
          >
            Add group
          </PageButton>
        }
      />
      <Said said={said} />
      {!none && (
        <form key={link()} className="flex flex-wrap items-center gap-2.5" action="/organization/groups">
          <SearchField label="Search groups" defaultValue={asked.search} buttonless />
          <SubmitButton variant="secondary">Search</SubmitButton>
        </form>
      )}
      <Card>
        {page.groups.length > 0 ? (
          <GroupTable groups={page.groups} />
        ) : none ? (
          <EmptyState title="No groups yet">
            Put people into groups, such as Support or Finance. Apps can then be opened to a group instead of
            everyone, and apps learn which groups a person is in.
          </EmptyState>
        ) : (
          <EmptyState
            title={page.next ? 'No group so far' : 'No group found'}
            action={<LinkButton href="/organization/groups">Show all groups</LinkButton>}
          >
            {page.next
              ? 'There are more groups to look through. Go to the next page.'
              : 'Search by the beginning of any word of the name.'}
          </EmptyState>
        )}
      </Card>
      <Pager next={page.next ? link(page.next) : undefined} first={asked.after ? link() : undefined} />
      {children}
    </>
  )
}

function GroupTable({ groups }: { groups: GroupRow[] }) {
  return (
    <Table
      label="Groups"
      head={
        <>
          <Th>Name</Th>
          <Th align="end">People</Th>
        </>
      }
    >
      {groups.map(({ id, name, description, people }) => (
        <Tr key={id}>
          <Td strong>
            <p className="leading-snug font-medium [overflow-wrap:anywhere]">
              <RowLink href={`/organization/groups/${id}`}>{name}</RowLink>
            </p>
            {description && (
              <p className="text-sm leading-snug text-muted [overflow-wrap:anywhere]">{description}</p>
            )}
          </Td>
          <Td align="end">{peopleInWords(people)}</Td>
        </Tr>
      ))}
    </Table>
  )
}
