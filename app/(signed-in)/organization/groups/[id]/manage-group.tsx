import type { ReactNode } from 'react'
import { Card } from '@/components/display/card'
import { EmptyState } from '@/components/display/empty-state'
import { LinkButton } from '@/components/display/link-button'
import { Pager } from '@/components/display/pager'
import { Said } from '@/components/display/said'
import { SearchField } from '@/components/forms/search-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { peopleInWords } from '@/lib/messages/groups'
import type { GroupDetails } from '@/lib/queries/groups/find'
import { groupsInRules } from '@/lib/queries/groups/leaving'
import { listPeople } from '@/lib/queries/groups/people'
import { requireAdmin } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { requestContext } from '@/lib/web/request-context'
import { WaitsForSecond } from '../../waits-for-second'
import { searchAddress, type searchOf } from '../search'
import { PeopleTable } from './people-table'
import { GroupSettings } from './settings'

/**
 * The page of a group, for admins. `asked`: which of its people. `notice`: what it is to say, as its address has it. `children`:
 * the dialog that stands open above it.
 */
export async function ManageGroup({
  group,
  asked,
  notice,
  children,
}: {
  group: GroupDetails
  asked: ReturnType<typeof searchOf>
  notice?: string | undefined
  children?: ReactNode
}) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const page = await listPeople(ctx, admin, { groupId: group.id, ...asked })
  const isInRules = (await groupsInRules(ctx, admin)).has(group.id)
  const { users, next } = page ?? { users: [], next: null }
  const said = await noticeOf(notice, group.name)
  const path = `/organization/groups/${group.id}`
  const link = (after?: string) => searchAddress(path, asked.search, after)
  const people = peopleInWords(group.people)
  return (
    <>
      <PageTitle
        title={group.name}
        subtitle={group.description ? `${group.description} · ${people}` : people}
        back={{ href: '/organization/groups', label: 'Groups' }}
        action={
          <LinkButton href={`${path}/add`} variant="primary">
            Add people
          </LinkButton>
        }
      />
      <Said said={said} />
      <WaitsForSecond
        about={({ act }) => act.kind === 'leave-policy-group' && act.given.groupId === group.id}
      />
      {group.people > 0 && (
        <form key={link()} className="flex flex-wrap items-center gap-2.5" action={path}>
          <SearchField label="Search people of this group" defaultValue={asked.search} buttonless />
          <SubmitButton variant="secondary">Search</SubmitButton>
        </form>
      )}
      <Card>
        {users.length > 0 ? (
          <PeopleTable
            group={group}
            users={users}
            question={
              isInRules
                ? ({ id }) => searchAddress(`${path}/remove/${id}`, asked.search, asked.after)
                : undefined
            }
          />
        ) : group.people === 0 ? (
          <EmptyState title="No one is in this group yet">
            Add the people who belong to it. They can be in several groups.
          </EmptyState>
        ) : (
          <EmptyState
            title={next ? 'No one so far' : 'No one found'}
            action={<LinkButton href={path}>Show everyone in this group</LinkButton>}
          >
            {next
              ? 'Many people match one of these words. Go to the next page, or type another word.'
              : 'Search by the beginning of a name or an email address.'}
          </EmptyState>
        )}
      </Card>
      <Pager next={next ? link(next) : undefined} first={asked.after ? link() : undefined} />
      <GroupSettings group={group} deletion={searchAddress(`${path}/delete`, asked.search, asked.after)} />
      {children}
    </>
  )
}
