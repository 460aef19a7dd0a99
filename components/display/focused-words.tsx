'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { useHydrated } from './hydrated'

/**
 * Words that take the focus where they appear on an open page in place of what had it, such as a form that led on. On a page
 * that was just loaded the focus stays where the browser has it. `still`: nothing scrolls there, for the page does by itself.
 */
export function FocusedWords({ still = false, children }: { still?: boolean; children: ReactNode }) {
  const words = useRef<HTMLSpanElement>(null)
  const cameLater = useRef(useHydrated())
  useEffect(() => {
    if (cameLater.current && document.activeElement === document.body)
      words.current?.focus({ preventScroll: still })
  }, [still])
  return (
    <span ref={words} tabIndex={-1}>
      {children}
    </span>
  )
}
