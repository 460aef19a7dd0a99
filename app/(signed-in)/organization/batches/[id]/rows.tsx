import { Badge } from '@/components/display/badge'
import { Table, Td, Th, Tr } from '@/components/display/data-table'
import type { Tone } from '@/components/display/notice'
import { Person } from '@/components/display/person'
import { rowReasonInWords, rowResultWords } from '@/lib/messages/batches'
import type { BatchLine } from '@/lib/queries/batches/find'

const tones: Record<BatchLine['result'], Tone> = {
  ...{ waiting: 'neutral', done: 'success', skipped: 'neutral', failed: 'danger' },
}

/** What became of each, and why. `words`: what a result is called here. */
export function BatchRows({ rows, words = rowResultWords }: { rows: BatchLine[]; words?: Words }) {
  return (
    <Table
      label="People"
      head={
        <>
          <Th>Name</Th>
          <Th>Result</Th>
        </>
      }
    >
      {rows.map((row) => (
        <Tr key={row.position}>
          <Td strong>
            <Person
              name={row.name || row.email || 'Empty line'}
              detail={row.name ? row.email : undefined}
              {...(row.userId && { href: `/organization/users/${row.userId}` })}
            />
          </Td>
          <Td>
            <Badge tone={tones[row.result]}>{words[row.result]}</Badge>
            {row.reason && <p className="mt-1 text-sm">{rowReasonInWords(row.reason)}</p>}
          </Td>
        </Tr>
      ))}
    </Table>
  )
}

type Words = Record<BatchLine['result'], string>
