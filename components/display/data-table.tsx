import type { ReactNode } from 'react'

/** From which width of the table itself a column is shown; without, always. */
export type Column = { from?: 'medium' | 'wide' | undefined; align?: 'start' | 'end' | undefined }

function columnClasses({ from, align }: Column) {
  const shown = { medium: 'hidden @2xl:table-cell', wide: 'hidden @4xl:table-cell' }
  return `${from ? shown[from] : ''} ${align === 'end' ? 'text-right tabular-nums' : 'text-left'}`
}

/** A table with its header row (`Th`s) and its body (`Tr`s). `label` names it for screen readers. */
export function Table({
  label,
  head,
  flush = false,
  children,
}: {
  label: string
  head: ReactNode
  /** Inside a padded section: the outer cells stand at its edge. */
  flush?: boolean
  children: ReactNode
}) {
  return (
    <div className="@container">
      <table
        className={`w-full border-collapse @max-md:[&_th:first-child]:w-3/5 ${flush ? '[&_:is(td,th):first-child]:pl-0 [&_:is(td,th):last-child]:pr-0' : ''}`}
      >
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-b border-border">{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

/** A row. With a `RowLink` or a `Person` that leads somewhere, all of it leads there but its buttons. */
export function Tr({ children }: { children: ReactNode }) {
  return (
    <tr className="relative border-b border-border last:border-0 has-[.row-link]:hover:bg-sunken [&_button]:relative">
      {children}
    </tr>
  )
}

/** What the columns from `medium` on say, below the subject of the row where the table is too narrow for them. */
export function NarrowLine({ children }: { children: ReactNode }) {
  return (
    <span className="block text-sm font-normal text-muted [overflow-wrap:anywhere] @2xl:hidden">
      {children}
    </span>
  )
}

/** The heading of a column; `quiet` leaves it to screen readers (a column of buttons). */
export function Th({
  children,
  quiet = false,
  ...column
}: Column & { children: ReactNode; quiet?: boolean }) {
  return (
    <th
      scope="col"
      className={`px-3 py-2.5 text-sm font-medium text-muted @2xl:px-4 ${columnClasses(column)}`}
    >
      {quiet ? <span className="sr-only">{children}</span> : children}
    </th>
  )
}

/** A cell; the same column properties as its heading. */
export function Td({
  children,
  strong = false,
  ...column
}: Column & { children: ReactNode /** The row's subject, in full colour. */; strong?: boolean }) {
  return (
    <td className={`px-3 py-2.5 @2xl:px-4 ${strong ? '' : 'text-muted'} ${columnClasses(column)}`}>
      {children}
    </td>
  )
}
