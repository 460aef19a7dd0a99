import { Card } from '@/components/display/card'
import { Table, Td, Th, Tr } from '@/components/display/data-table'
import { EmptyState } from '@/components/display/empty-state'
import { RelativeTime } from '@/components/display/relative-time'
import { RowLink } from '@/components/display/row-link'
import { PageTitle } from '@/components/frame/page-title'
import { batchKindWords, receiptInWords } from '@/lib/messages/batches'
import { listBatches } from '@/lib/queries/batches/find'
import { requireAdmin } from '@/lib/web/gates'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'

const title = 'Changes to many people'

export const generateMetadata = titled(requireAdmin, title)

export default async function BatchesPage() {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const clock = await readerClock(admin)
  const batches = await listBatches(ctx, admin)
  return (
    <>
      <PageTitle
        title={title}
        subtitle="Each has a receipt, kept for 30 days."
        back={{ href: '/organization/users', label: 'Users' }}
      />
      <Card>
        {batches.length > 0 ? (
          <Table
            label={title}
            head={
              <>
                <Th>What</Th>
                <Th from="medium">By</Th>
                <Th>When</Th>
              </>
            }
          >
            {batches.map((batch) => (
              <Tr key={batch.id}>
                <Td strong>
                  <RowLink href={`/organization/batches/${batch.id}`}>
                    {batchKindWords[batch.kind].title}
                  </RowLink>
                  <p className="text-sm text-muted">{receiptInWords(batch)}</p>
                </Td>
                <Td from="medium">{batch.actorName}</Td>
                <Td>
                  <RelativeTime at={batch.createdAt} clock={clock} />
                </Td>
              </Tr>
            ))}
          </Table>
        ) : (
          <EmptyState title="Nothing yet">
            What you do to many people at once is listed here, with the result for each person.
          </EmptyState>
        )}
      </Card>
    </>
  )
}
