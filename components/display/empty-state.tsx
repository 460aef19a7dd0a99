import type { ReactNode } from 'react'

/** Where a list has nothing: what it would hold, and what to do next. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="grid justify-items-center gap-2 px-6 py-12 text-center">
      <p className="text-md font-semibold">{title}</p>
      {children && <p className="max-w-100 text-muted">{children}</p>}
      {action && <div className="pt-2">{action}</div>}
    </div>
  )
}
