import type { Metadata } from 'next'
import { Card } from '@/components/display/card'
import { EmptyState } from '@/components/display/empty-state'
import { LinkButton } from '@/components/display/link-button'
import { Pager } from '@/components/display/pager'
import { SearchField } from '@/components/forms/search-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { peopleToAdd } from '@/lib/queries/groups/people'
import { requireAdmin } from '@/lib/web/gates'
import type { PagePropsOf } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { searchAddress, searchOf } from '../../search'
import { groupOfPage } from '../group'
import { Candidates } from './candidates'

type Props = PagePropsOf<{ id: string }>

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: `Add people to ${(await groupOfPage((await params).id)).name}`,
})

export default async function AddPeoplePage({ params, searchParams }: Props) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const group = await groupOfPage((await params).id)
  const asked = searchOf(await searchParams)
  const page = await peopleToAdd(ctx, admin, { groupId: group.id, ...asked })
  const { users, next } = page ?? { users: [], next: null }
  const path = `/organization/groups/${group.id}/add`
  const link = (after?: string) => searchAddress(path, asked.search, after)
  return (
    <>
      <PageTitle
        title={`Add people to ${group.name}`}
        back={{ href: `/organization/groups/${group.id}`, label: group.name }}
      />
      <form key={link()} className="flex flex-wrap items-center gap-2.5" action={path}>
        <SearchField label="Search users" defaultValue={asked.search} buttonless />
        <SubmitButton variant="secondary">Search</SubmitButton>
      </form>
      {users.length > 0 ? (
        <Candidates key={link(asked.after)} groupId={group.id} users={users} />
      ) : (
        <Card>
          <EmptyState
            title={next ? 'No one so far' : 'No one found'}
            action={<LinkButton href={path}>Show everyone</LinkButton>}
          >
            {next
              ? 'Many people match one of these words. Go to the next page, or type another word.'
              : 'Search by the beginning of a name or an email address.'}
          </EmptyState>
        </Card>
      )}
      <Pager next={next ? link(next) : undefined} first={asked.after ? link() : undefined} />
    </>
  )
}
