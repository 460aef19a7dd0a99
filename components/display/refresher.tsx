'use client'

import { useEffect } from 'react'
import { useRefresh } from './refresh'

/** Has the page drawn again and again while it stands there. Without JavaScript a link does so. */
export function Refresher({ href, every }: { href: string; every: number }) {
  const refresh = useRefresh()
  useEffect(() => {
    const timer = setInterval(refresh, every)
    return () => clearInterval(timer)
  }, [refresh, every])
  return (
    <noscript>
      <a href={href} className="inline-flex min-h-9.5 items-center">
        Show progress
      </a>
    </noscript>
  )
}
