'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

const looks = {
  side: 'flex min-h-8.75 items-center gap-2.5 rounded-sm px-2.5 text-muted no-underline hover:bg-neutral-soft hover:text-text pointer-coarse:min-h-11 [&[aria-current]]:bg-neutral-soft [&[aria-current]]:font-medium [&[aria-current]]:text-text',
  tab: 'grid min-h-12 min-w-0 place-items-center content-center gap-0.5 rounded-sm text-center text-xs leading-tight text-muted no-underline [&[aria-current]]:text-link',
}

/** A menu item that knows by the address whether it is current: layouts are not drawn again on navigation. */
export function NavLink({
  href,
  exact,
  look,
  children,
}: {
  href: string
  /** Current on this very page only, not on those below it. */
  exact: boolean
  look: keyof typeof looks
  children: ReactNode
}) {
  const path = usePathname()
  const below = !exact && path.startsWith(`${href}/`)
  return (
    <Link
      prefetch={false}
      href={href}
      aria-current={path === href ? 'page' : below ? 'true' : undefined}
      className={looks[look]}
    >
      {children}
    </Link>
  )
}
