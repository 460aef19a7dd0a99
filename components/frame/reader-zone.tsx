'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/**
 * Tells the server the reader's own time zone, by a cookie that holds nothing else, and has the page drawn again in it where
 * it was shown in another one. Without JavaScript the page stays as it is.
 */
export function ReaderZone({ shown, cookie, secure }: { shown: string; cookie: string; secure: boolean }) {
  const router = useRouter()
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    const told = `${cookie}=${encodeURIComponent(own)}`
    if (document.cookie.split('; ').includes(told)) return
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in all browsers yet.
    document.cookie = `${told}; path=/; max-age=31536000; samesite=lax${secure ? '; secure' : ''}`
    if (own !== shown && document.cookie.split('; ').includes(told)) router.refresh()
  }, [router, shown, cookie, secure])
  return null
}
