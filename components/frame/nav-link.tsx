'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'

/**
 * A menu item that knows by the address whether it is current: layouts are not drawn again on navigation. Where the menu is a
 * bar that is wider than the screen, the current one is moved into view.
 */
export function NavLink({
  href,
  exact,
  also = [],
  children,
}: {
  href: string
  /** Current on this very page only, not on those below it. */
  exact: boolean
  /** Paths on which, and below which, it is current too. */
  also?: readonly string[] | undefined
  children: ReactNode
}) {
  const path = usePathname()
  const link = useRef<HTMLAnchorElement>(null)
  const below = [...(exact ? [] : [`${href}/`]), ...also].some((other) => path.startsWith(other))
  const current = path === href || below

  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])

  return (
    <Link
      ref={link}
      prefetch={false}
      href={href}
      aria-current={path === href ? 'page' : below ? 'true' : undefined}
      className="place"
    >
      {children}
    </Link>
  )
}
