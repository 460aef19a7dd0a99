import type { ReactNode } from 'react'

/** A surface of its own. Sections inside it are divided by hairlines. */
export function Card({ children, padded = false }: { children: ReactNode; padded?: boolean }) {
  return (
    <div
      className={`divide-y divide-border overflow-clip rounded-lg border border-border bg-surface shadow-card ${padded ? 'p-5' : ''}`}
    >
      {children}
    </div>
  )
}

/** A part of a card with its `h2`, a line under it, and what belongs to the right of it (a badge, a button). */
export function Section({
  title,
  description,
  aside,
  children,
}: {
  title: ReactNode
  description?: ReactNode
  aside?: ReactNode
  children?: ReactNode
}) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 lg:flex-1 lg:basis-80">
          <h2 className="text-md font-semibold">{title}</h2>
          {description && <p className="text-sm text-muted">{description}</p>}
        </div>
        {aside && <div className="flex flex-wrap items-center gap-2.5">{aside}</div>}
      </div>
      {children}
    </section>
  )
}

/** Buttons side by side, wrapping where it is narrow. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2.5">{children}</div>
}
