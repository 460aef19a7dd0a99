'use client'

import type { ReactNode } from 'react'

/**
 * A link that takes what stands in the page's email field along, to the EmailField of the page it leads to: behind the `#`,
 * which is sent to no server and stands in no log.
 */
export function EmailLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      onClick={({ currentTarget }) => {
        const email = document.querySelector<HTMLInputElement>('input[name="email"]')?.value
        currentTarget.href = email ? `${href}#${encodeURIComponent(email)}` : href
      }}
    >
      {children}
    </a>
  )
}
