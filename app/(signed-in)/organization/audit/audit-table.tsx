import { Table, Td, Th, Tr } from '@/components/display/data-table'
import { EmptyState } from '@/components/display/empty-state'
import { type AuditEvent, catalogue } from '@/lib/messages/audit/catalogue'
import { fromInWords, nobodyInWords } from '@/lib/messages/audit/entry'
import { factsInWords } from '@/lib/messages/audit/facts'
import type { AuditBody } from '@/lib/records/audit/record'
import { momentsIn } from '@/lib/zone'

/**
 * Entries of the audit log: who, what, whom, when, from where. Where it is narrow each row is a card that keeps all of it.
 * `zone`: in which times are shown; the page says its name.
 */
export function AuditTable({
  entries,
  label,
  flush = false,
  zone,
}: {
  entries: (AuditBody & { sequence: number })[]
  label: string
  flush?: boolean
  zone: string
}) {
  const moment = momentsIn(zone)
  if (entries.length === 0) {
    return <EmptyState title="Nothing has happened yet">What people do is recorded here.</EmptyState>
  }
  return (
    <div className={flush ? `${asCards} @max-2xl:[&_td]:px-0` : asCards}>
      <Table
        flush={flush}
        label={label}
        head={
          <>
            <Th>Who did what</Th>
            <Th>From</Th>
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
              <Facts entry={entry} zone={zone} />
            </Td>
            <Td>
              <span className="@2xl:block @2xl:whitespace-nowrap">{fromInWords(entry)}</span>{' '}
              <span className="text-sm @2xl:block">{entry.address}</span>
            </Td>
            <Td align="end">
              <time dateTime={entry.at} className="@2xl:whitespace-nowrap">
                {moment(new Date(entry.at))}
              </time>
            </Td>
          </Tr>
        ))}
      </Table>
    </div>
  )
}

/** Below that width of the table its rows and cells stand one under the other, and its head is for screen readers. */
const asCards =
  '@max-2xl:[&_:is(tbody,tr,td)]:block @max-2xl:[&_thead]:sr-only @max-2xl:[&_td]:pt-0 @max-2xl:[&_td]:text-left @max-2xl:[&_td:first-child]:pt-2.5 @max-2xl:[&_td:not(:last-child)]:pb-0.5'

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

function whoDid({ actor, event }: AuditBody): string {
  if (actor.kind === 'user') return actor.name
  if (actor.kind === 'key') return `API key ${actor.name}`
  return actor.kind === 'console' ? `${actor.osUser} (console)` : nobodyInWords(event)
}

function Facts({ entry, zone }: { entry: AuditBody; zone: string }) {
  const facts = factsInWords(entry.detail, zone)
  if (facts.length === 0) return null
  return <p className="text-sm text-muted [overflow-wrap:anywhere]">{facts.map(sentence).join(' ')}</p>
}

const sentence = (words: string) => (/[.!?]$/.test(words) ? words : `${words}.`)
