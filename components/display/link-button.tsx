import Link from 'next/link'
import type { ReactNode } from 'react'
import { type ButtonLook, buttonClasses } from './button'

/** A link within the signed-in app that looks like a button. */
export function LinkButton({ href, children, ...look }: ButtonLook & { href: string; children: ReactNode }) {
  return (
    <Link prefetch={false} href={href} className={buttonClasses(look)}>
      {children}
    </Link>
  )
}
