import { Card } from '@/components/display/card'
import { NarrowLine, Table, Td, Th, Tr } from '@/components/display/data-table'
import { EmptyState } from '@/components/display/empty-state'
import { Person } from '@/components/display/person'
import { RelativeTime } from '@/components/display/relative-time'
import { Said } from '@/components/display/said'
import { PageTitle } from '@/components/frame/page-title'
import { listRequests } from '@/lib/queries/recovery/queue'
import { requireOperator } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import type { PageProps } from '@/lib/web/page-props'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { StandingBadge } from './standing-badge'

export const generateMetadata = titled(requireOperator, 'Recovery requests')

export default async function RecoveryQueuePage({ searchParams }: PageProps) {
  const operator = await requireOperator()
  const ctx = await requestContext()
  const clock = await readerClock(operator)
  const requests = await listRequests(ctx, operator)
  const said = await noticeOf((await searchParams).notice)
  return (
    <>
      <PageTitle title="Recovery requests" subtitle="From locked-out admins who confirmed by email." />
      <Said said={said} />
      <Card>
        {requests.length === 0 ? (
          <EmptyState title="No one is waiting">
            Requests appear here once they’re confirmed by email. You’ll get an email too.
          </EmptyState>
        ) : (
          <Table
            label="Recovery requests"
            head={
              <>
                <Th>Whose account</Th>
                <Th from="medium">Organization</Th>
                <Th>State</Th>
                <Th from="medium" align="end">
                  Asked
                </Th>
              </>
            }
          >
            {requests.map((request) => (
              <Tr key={request.id}>
                <Td strong>
                  <Person
                    name={request.name}
                    href={`/operator/recovery/${request.id}`}
                    detail={
                      <>
                        {request.email}
                        <NarrowLine>{request.organizationName}</NarrowLine>
                        <NarrowLine>
                          Asked: <RelativeTime at={request.askedAt} clock={clock} />
                        </NarrowLine>
                      </>
                    }
                  />
                </Td>
                <Td from="medium">
                  <span className="[overflow-wrap:anywhere]">{request.organizationName}</span>
                </Td>
                <Td>
                  <StandingBadge standing={request.standing} held={request.held} />
                </Td>
                <Td from="medium" align="end">
                  <RelativeTime at={request.askedAt} clock={clock} />
                </Td>
              </Tr>
            ))}
          </Table>
        )}
      </Card>
    </>
  )
}
