import { Badge } from '@/components/display/badge'
import { Card } from '@/components/display/card'
import { Table, Td, Th, Tr } from '@/components/display/data-table'
import { EmptyState } from '@/components/display/empty-state'
import { LinkButton } from '@/components/display/link-button'
import { Pager } from '@/components/display/pager'
import { RelativeTime } from '@/components/display/relative-time'
import { RowLink } from '@/components/display/row-link'
import { PageTitle } from '@/components/frame/page-title'
import { listOrganizations } from '@/lib/queries/organizations'
import { requireOperator } from '@/lib/web/gates'
import { one, type PageProps } from '@/lib/web/page-props'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'

export const generateMetadata = titled(requireOperator, 'Organizations')

export default async function OrganizationsPage({ searchParams }: PageProps) {
  const operator = await requireOperator()
  const ctx = await requestContext()
  const clock = await readerClock(operator)
  const after = one((await searchParams).after)
  const { organizations, next } = await listOrganizations(ctx, operator, { after })
  return (
    <>
      <PageTitle
        title="Organizations"
        action={
          <LinkButton href="/operator/organizations/new" variant="primary">
            Add organization
          </LinkButton>
        }
      />
      <Card>
        {organizations.length === 0 ? (
          <EmptyState title="No organizations yet">
            Add the first one. Its admin gets an invitation.
          </EmptyState>
        ) : (
          <Table
            label="Organizations"
            head={
              <>
                <Th>Name</Th>
                <Th>Status</Th>
                <Th align="end">People</Th>
                <Th from="medium" align="end">
                  Since
                </Th>
              </>
            }
          >
            {organizations.map(({ id, name, suspendedAt, people, createdAt }) => (
              <Tr key={id}>
                <Td strong>
                  <span className="[overflow-wrap:anywhere]">
                    <RowLink href={`/operator/organizations/${id}`}>{name}</RowLink>
                  </span>
                </Td>
                <Td>
                  {suspendedAt ? (
                    <Badge tone="danger">Suspended</Badge>
                  ) : (
                    <Badge tone="success">Active</Badge>
                  )}
                </Td>
                <Td align="end">{people}</Td>
                <Td from="medium" align="end">
                  <RelativeTime at={createdAt} clock={clock} />
                </Td>
              </Tr>
            ))}
          </Table>
        )}
      </Card>
      <Pager
        next={next ? `/operator/organizations?after=${next}` : undefined}
        first={after ? '/operator/organizations' : undefined}
      />
    </>
  )
}
