import { Badge } from '@/components/display/badge'
import { Table, Td, Th, Tr } from '@/components/display/data-table'
import { RelativeTime } from '@/components/display/relative-time'
import { ActionDialog } from '@/components/forms/action-dialog'
import type { ApiKeyRow } from '@/lib/queries/api-keys/list'
import { endKey, takeOverKey } from './actions'

/** The keys of the organization, each with what may be done about it. */
export function KeyTable({ keys, now }: { keys: ApiKeyRow[]; now: Date }) {
  return (
    <Table
      label="API keys"
      head={
        <>
          <Th>Name</Th>
          <Th from="medium">Scopes</Th>
          <Th>Expires</Th>
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
            <span className="block text-sm text-muted @2xl:hidden">{key.scopes.join(', ')}</span>
          </Td>
          <Td from="medium">{key.scopes.join(', ')}</Td>
          <Td>
            {key.expired ? (
              <Badge tone="danger">Expired</Badge>
            ) : (
              <RelativeTime at={key.expiresAt} now={now} />
            )}
          </Td>
          <Td from="medium">
            <RelativeTime at={key.lastUsedAt} now={now} />
          </Td>
          <Td>
            <div className="flex flex-col items-end gap-2 whitespace-nowrap @4xl:flex-row @4xl:justify-end">
              {!key.own && <TakeOver apiKey={key} />}
              <End apiKey={key} />
            </div>
          </Td>
        </Tr>
      ))}
    </Table>
  )
}

function TakeOver({ apiKey }: { apiKey: ApiKeyRow }) {
  return (
    <ActionDialog
      id={`take-over-${apiKey.id}`}
      action={takeOverKey}
      trigger="Take over"
      title={`Take over ${apiKey.name}?`}
      confirm="Take over"
      size="small"
    >
      <input type="hidden" name="keyId" value={apiKey.id} />
      <p className="text-muted">
        It then depends on your account instead of {apiKey.maker}’s. Programs that use it keep working.
      </p>
    </ActionDialog>
  )
}

function End({ apiKey }: { apiKey: ApiKeyRow }) {
  return (
    <ActionDialog
      id={`end-${apiKey.id}`}
      action={endKey}
      trigger="End key"
      title={`End ${apiKey.name}?`}
      confirm="End key"
      size="small"
      destructive
    >
      <input type="hidden" name="keyId" value={apiKey.id} />
      <p className="text-muted">Programs that use it are refused from now on. This can’t be undone.</p>
    </ActionDialog>
  )
}
