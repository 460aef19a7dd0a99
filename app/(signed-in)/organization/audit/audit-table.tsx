import { Table, Td, Th, Tr } from '@/components/display/data-table'
import { EmptyState } from '@/components/display/empty-state'
import { type AuditEvent, catalogue } from '@/lib/messages/audit/catalogue'
import { factsInWords } from '@/lib/messages/audit/facts'
import type { AuditBody } from '@/lib/records/audit/record'

/** Entries of the audit log: who, what, whom, when, from where. */
export function AuditTable({
  entries,
  label,
  flush = false,
}: {
  entries: (AuditBody & { sequence: number })[]
  label: string
  flush?: boolean
}) {
  if (entries.length === 0) {
    return <EmptyState title="Nothing has happened yet">What people do is recorded here.</EmptyState>
  }
  return (
    <Table
      flush={flush}
      label={label}
      head={
        <>
          <Th>Who did what</Th>
          <Th from="medium">From</Th>
          <Th align="end">When</Th>
        </>
      }
    >
      {entries.map((entry) => (
        <Tr key={entry.sequence}>
          <Td strong>
            <p className="[overflow-wrap:anywhere]">
              <span className="font-medium">{whoDid(entry)}</span> {catalogue[entry.event]}
              {entry.subject && (
                <span>{`${join(entry.event)}${entry.subject.name} (${entry.subject.email})`}</span>
              )}
            </p>
            <Facts entry={entry} />
          </Td>
          <Td from="medium">
            <span className="block">{entry.client}</span>
            <span className="block text-sm">{entry.address}</span>
          </Td>
          <Td align="end">
            <time dateTime={entry.at}>{moment.format(new Date(entry.at))}</time>
          </Td>
        </Tr>
      ))}
    </Table>
  )
}

/** What stands between what was done and whom it concerns. */
const join = (event: AuditEvent) => (forThem.includes(event) ? ' for ' : ' · ')
const forThem: readonly AuditEvent[] = [
  'two-factor.required',
  'two-factor.requirement-lifted',
  'two-factor.reset',
  'sign-in.unlocked',
  'user.invited',
  'user.renamed',
]

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })

function whoDid({ actor }: AuditBody): string {
  if (actor.kind === 'user') return actor.name
  if (actor.kind === 'key') return `API key ${actor.name}`
  return actor.kind === 'console' ? `${actor.osUser} (console)` : 'Someone'
}

function Facts({ entry }: { entry: AuditBody }) {
  const facts = factsInWords(entry.detail)
  if (facts.length === 0) return null
  return <p className="text-sm text-muted [overflow-wrap:anywhere]">{facts.join(' · ')}</p>
}
