import type { ReactNode } from 'react'
import { type ButtonLook, buttonClasses } from '../display/button'

/** Leads to a page that asks something in a dialog (PageDialog). Needs neither JavaScript nor commands of buttons. */
export function PageButton({ href, children, ...look }: ButtonLook & { href: string; children: ReactNode }) {
  return (
    <form action={href}>
      <button type="submit" aria-haspopup="dialog" className={buttonClasses(look)}>
        {children}
      </button>
    </form>
  )
}
