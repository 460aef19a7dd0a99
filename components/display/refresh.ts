'use client'

import { useRouter } from 'next/navigation'
import { useCallback } from 'react'

/** It lies with the pages, and proxies leave it in reach; they often hide `/api/health`. */
const manifest = '/manifest.webmanifest'

/**
 * What draws the page anew without leaving it. Where the server can't be reached, or something on the way answers in its
 * place, the page stays as it is: Next would open it as a browser does, and what was typed would be lost to an error page.
 */
export function useRefresh(): () => Promise<void> {
  const router = useRouter()
  return useCallback(async () => {
    const answer = await fetch(manifest, { cache: 'no-store' }).catch(() => null)
    const isOurs = answer?.headers.get('content-type')?.startsWith('application/manifest+json')
    if (answer?.ok && isOurs) router.refresh()
  }, [router])
}
