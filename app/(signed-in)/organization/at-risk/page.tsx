import { notFound } from 'next/navigation'
import { Card } from '@/components/display/card'
import { Table, Td, Th, Tr } from '@/components/display/data-table'
import { EmptyState } from '@/components/display/empty-state'
import { Pager } from '@/components/display/pager'
import { Person } from '@/components/display/person'
import { PageTitle } from '@/components/frame/page-title'
import { atRiskWords } from '@/lib/messages/at-risk'
import { atRiskInput, listAtRisk } from '@/lib/queries/overview/at-risk'
import { requireAdmin } from '@/lib/web/gates'
import { one, type PageProps } from '@/lib/web/page-props'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { detailOf } from '../risks'

export const generateMetadata = titled(requireAdmin, 'At risk')

const columns = { codes: 'Recovery codes', unused: 'Set up', invitations: 'Expires' }

/** Everyone who runs one of the overview's risks. */
export default async function AtRiskPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const clock = await readerClock(admin)
  const query = await searchParams
  const asked = atRiskInput.safeParse({ kind: one(query.kind), after: one(query.after) })
  if (!asked.success) notFound()
  const { kind, after } = asked.data
  const { people, next } = await listAtRisk(ctx, admin, asked.data)
  const { title, todo } = atRiskWords[kind]
  const address = `/organization/at-risk?kind=${kind}`
  return (
    <>
      <PageTitle title={title} subtitle={todo} back={{ href: '/organization', label: 'Overview' }} />
      <Card>
        {people.length > 0 ? (
          <Table
            label={title}
            head={
              <>
                <Th>Name</Th>
                <Th align="end">{columns[kind]}</Th>
              </>
            }
          >
            {people.map((person) => (
              <Tr key={person.id}>
                <Td strong>
                  <Person name={person.name} href={`/organization/users/${person.id}`} />
                </Td>
                <Td align="end">{detailOf(kind, person, clock)}</Td>
              </Tr>
            ))}
          </Table>
        ) : (
          <EmptyState title="No one">Everyone who was listed here has been taken care of.</EmptyState>
        )}
      </Card>
      <Pager next={next ? `${address}&after=${next}` : undefined} first={after ? address : undefined} />
    </>
  )
}
