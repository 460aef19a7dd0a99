'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Has the page drawn again and again while it stands there. Without JavaScript a link does so. */
export function Refresher({ href, every }: { href: string; every: number }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), every)
    return () => clearInterval(timer)
  }, [router, every])
  return (
    <noscript>
      <a href={href} className="inline-flex min-h-9.5 items-center">
        Show progress
      </a>
    </noscript>
  )
}
