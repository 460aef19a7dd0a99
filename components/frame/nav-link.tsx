'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** A menu item that knows by the address whether it is current: layouts are not drawn again on navigation. */
export function NavLink({
  href,
  exact,
  children,
}: {
  href: string
  /** Current on this very page only, not on those below it. */
  exact: boolean
  children: ReactNode
}) {
  const path = usePathname()
  const below = !exact && path.startsWith(`${href}/`)
  return (
    <Link
      prefetch={false}
      href={href}
      aria-current={path === href ? 'page' : below ? 'true' : undefined}
      className="place"
    >
      {children}
    </Link>
  )
}
