import Link from 'next/link'
import type { ReactNode } from 'react'

/** Someone by name, with what there is to say of them. */
export type Listed = { id: string; name: string; detail?: ReactNode }

/**
 * Some people of one kind on the overview: what they have in common, what to do, their names, and the way to the rest where
 * there are more than are named.
 */
export function PeopleGroup({
  title,
  children,
  people,
  more,
}: {
  title: string
  /** What to do. */
  children: ReactNode
  people: readonly Listed[]
  more?: { href: string; label: string } | undefined
}) {
  return (
    <div className="grid gap-1.5">
      <h3 className="font-medium">{title}</h3>
      <p className="text-sm text-muted">{children}</p>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 pointer-coarse:gap-y-0">
        {people.map(({ id, name, detail }) => (
          <li key={id} className="min-w-0 [overflow-wrap:anywhere]">
            <Link
              prefetch={false}
              href={`/organization/users/${id}`}
              className="inline-flex items-center pointer-coarse:min-h-11"
            >
              {name}
            </Link>
            {detail && <span className="text-sm text-muted"> · {detail}</span>}
          </li>
        ))}
      </ul>
      {more && (
        <p className="text-sm">
          <Link
            prefetch={false}
            href={more.href}
            className="inline-flex items-center pointer-coarse:min-h-11"
          >
            {more.label}
          </Link>
        </p>
      )}
    </div>
  )
}
