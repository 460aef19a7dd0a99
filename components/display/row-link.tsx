import Link from 'next/link'
import type { ReactNode } from 'react'

/** What a row of a table leads to. The whole row is the link; how it looks is the utility `row-link`. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link prefetch={false} href={href} className="row-link">
      {children}
    </Link>
  )
}
