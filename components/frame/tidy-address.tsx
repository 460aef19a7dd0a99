'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect } from 'react'

/** Takes `?notice=` out of the address once it was said, so that a reload does not say it again. */
export function TidyAddress() {
  const said = useSearchParams().has('notice')
  useEffect(() => {
    if (!said) return
    const url = new URL(location.href)
    url.searchParams.delete('notice')
    history.replaceState(null, '', url)
  }, [said])
  return null
}
