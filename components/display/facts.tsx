import type { ReactNode } from 'react'

/** Facts with their names, one under the other; side by side where there is room. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <div className="@container">
      <dl className="grid gap-2.5 @md:grid-cols-[11rem_minmax(0,1fr)] @md:gap-x-6">{children}</dl>
    </div>
  )
}

/** One of them. Line breaks of a text stay. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 @md:col-span-2 @md:grid-cols-subgrid">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 whitespace-pre-line [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}
