'use client'

import { useEffect } from 'react'

/** Registers the service worker, which shows the offline page and nothing else. Without it that page is missing. */
export function ServiceWorker() {
  useEffect(() => {
    // Missing over plain http that is not localhost; refused where a browser keeps nothing.
    navigator.serviceWorker?.register('/service-worker.js').catch(() => {})
  }, [])
  return null
}
