import Link from 'next/link'
import { rowResultWords } from '@/lib/messages/batches'
import type { BatchDetails, BatchLine } from '@/lib/queries/batches/find'

type RowResult = BatchLine['result']

const results = ['waiting', 'done', 'skipped', 'failed'] as const satisfies RowResult[]

/** Which rows the address asks for. What it says that we do not know is left out. */
export function rowsAsked(show = '', after = ''): { result: RowResult | undefined; after: number } {
  return { result: results.find((one) => one === show), after: /^\d{1,6}$/.test(after) ? Number(after) : 0 }
}

/** Leads to the rows of each result there is, with how many they are. `words`: what a result is called here. */
export function ResultLinks({
  batch,
  path,
  shown,
  words = rowResultWords,
}: {
  batch: BatchDetails
  path: string
  shown: RowResult | undefined
  words?: Record<RowResult, string>
}) {
  const choices = [
    { href: path, name: 'All', count: batch.total, current: shown === undefined },
    ...results.map((one) => ({
      ...{ href: `${path}${path.includes('?') ? '&' : '?'}show=${one}`, name: words[one] },
      ...{ count: batch[one], current: shown === one },
    })),
  ]
  return (
    <nav aria-label="Results" className="flex flex-wrap gap-x-4 gap-y-2">
      {choices
        .filter(({ count, current }) => count > 0 || current)
        .map(({ href, name, count, current }) => (
          <Link
            key={name}
            prefetch={false}
            href={href}
            aria-current={current ? 'page' : undefined}
            className="inline-flex items-center text-muted aria-[current=page]:text-text aria-[current=page]:no-underline pointer-coarse:min-h-11"
          >
            {`${name} (${count})`}
          </Link>
        ))}
    </nav>
  )
}
