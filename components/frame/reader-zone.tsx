'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** The zone that a page was drawn again for. */
let asked = ''

/**
 * Tells the server the reader's own time zone, by a cookie that holds nothing else, and has the page drawn again in it where
 * it was shown in another one. Without JavaScript the page stays as it is.
 */
export function ReaderZone({ shown, cookie, secure }: { shown: string; cookie: string; secure: boolean }) {
  const router = useRouter()
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    const told = `${cookie}=${encodeURIComponent(own)}`
    const isTold = () => document.cookie.split('; ').includes(told)
    if (!isTold())
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in all browsers yet.
      document.cookie = `${told}; path=/; max-age=31536000; samesite=lax${secure ? '; secure' : ''}`
    // The page before may have told it while this one was being drawn. A zone that the server does not know is asked for once.
    if (own === shown || own === asked || !isTold()) return
    asked = own
    router.refresh()
  }, [router, shown, cookie, secure])
  return null
}
