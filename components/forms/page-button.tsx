'use client'

import type { ReactNode } from 'react'
import { type ButtonLook, buttonClasses } from '../display/button'
import { pathOf, QueryInputs } from './query-inputs'
import { takeTypedAlong } from './typed'

/**
 * Leads to a page that asks something in a dialog (PageDialog). Needs neither JavaScript nor commands of buttons. Where there
 * is JavaScript, what was typed on this page stands on that one too. The address may have a query.
 */
export function PageButton({ href, children, ...look }: ButtonLook & { href: string; children: ReactNode }) {
  const path = pathOf(href)
  return (
    <form action={path} onSubmit={() => takeTypedAlong(path)}>
      <QueryInputs of={href} />
      <button type="submit" aria-haspopup="dialog" className={buttonClasses(look)}>
        {children}
      </button>
    </form>
  )
}
