'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useHydrated } from './hydrated'
import { Notice, type Tone } from './notice'

/** A sentence, and what it was for the person. */
type SaidNotice = { tone: Tone; text: string }

/** What a form tells the page when it was refused. */
export const refusedEvent = 'countersign:refused'

/**
 * What a page says of what was done before it, such as *Saved.* The region is there before its words are, for one that comes
 * with them is not heard everywhere; and where the focus was lost with a dialog or a form that is gone, it comes here. Good
 * news goes once a form of the page is refused.
 */
export function Said({
  said,
  children,
}: {
  said: SaidNotice | null | undefined
  /** More of it, below the sentence. */
  children?: ReactNode
}) {
  const hydrated = useHydrated()
  // What the server has drawn stands there at once.
  const [drawn] = useState(hydrated ? null : said)
  const [ready, setReady] = useState(false)
  const [outdated, setOutdated] = useState<SaidNotice | null>(null)
  const region = useRef<HTMLDivElement>(null)

  useEffect(() => setReady(true), [])

  useEffect(() => {
    if (!said || !ready || said === drawn) return
    const focusing = requestAnimationFrame(() => {
      const focused = document.activeElement
      // The title of the page takes it too, and is the less of the two.
      if (focused === document.body || focused?.closest('h1'))
        region.current?.querySelector<HTMLElement>('[tabindex]')?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(focusing)
  }, [said, ready, drawn])

  useEffect(() => {
    if (!said || said.tone === 'danger') return
    const withdraw = () => setOutdated(said)
    addEventListener(refusedEvent, withdraw)
    return () => removeEventListener(refusedEvent, withdraw)
  }, [said])

  const shown = said && said !== outdated && (ready || said === drawn)
  return (
    <div ref={region} role={said?.tone === 'danger' ? 'alert' : 'status'} className="empty:sr-only">
      {shown && (
        <Notice focusable tone={said.tone}>
          <p>{said.text}</p>
          {children}
        </Notice>
      )}
    </div>
  )
}
