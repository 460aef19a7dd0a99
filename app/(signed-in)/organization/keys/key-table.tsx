import { Badge } from '@/components/display/badge'
import { NarrowLine, Table, Td, Th, Tr } from '@/components/display/data-table'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { PageButton } from '@/components/forms/page-button'
import type { ApiKeyRow } from '@/lib/queries/api-keys/list'

/** The keys of the organization, each with what may be done about it. */
export function KeyTable({ keys, clock }: { keys: ApiKeyRow[]; clock: Clock }) {
  return (
    <Table
      label="API keys"
      head={
        <>
          <Th>Name</Th>
          <Th from="medium">Scopes</Th>
          <Th from="medium">Expires</Th>
          <Th from="medium">Last used</Th>
          <Th quiet>Actions</Th>
        </>
      }
    >
      {keys.map((key) => (
        <Tr key={key.id}>
          <Td strong>
            <span className="block font-medium [overflow-wrap:anywhere]">{key.name}</span>
            <span className="block text-sm text-muted [overflow-wrap:anywhere]">{key.maker}</span>
            <NarrowLine>{key.scopes.join(', ')}</NarrowLine>
            <NarrowLine>
              {!key.expired && <span>Expires: </span>}
              <Expiry of={key} clock={clock} />
            </NarrowLine>
            <NarrowLine>
              Last used: <RelativeTime at={key.lastUsedAt} clock={clock} />
            </NarrowLine>
          </Td>
          <Td from="medium">{key.scopes.join(', ')}</Td>
          <Td from="medium">
            <Expiry of={key} clock={clock} />
          </Td>
          <Td from="medium">
            <RelativeTime at={key.lastUsedAt} clock={clock} />
          </Td>
          <Td>
            <div className="flex flex-col items-end gap-2 whitespace-nowrap @4xl:flex-row @4xl:justify-end">
              {!key.own && (
                <PageButton href={`/organization/keys/${key.id}/take-over`} size="small">
                  Take over
                </PageButton>
              )}
              <PageButton href={`/organization/keys/${key.id}/end`} variant="danger" size="small">
                End key
              </PageButton>
            </div>
          </Td>
        </Tr>
      ))}
    </Table>
  )
}

function Expiry({ of: { expired, expiresAt }, clock }: { of: ApiKeyRow; clock: Clock }) {
  return expired ? <Badge tone="danger">Expired</Badge> : <RelativeTime at={expiresAt} clock={clock} />
}
