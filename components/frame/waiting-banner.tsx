'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Notice } from '../display/notice'

const waiting = '/organization/policy/waiting'

/** On every page of an admin for whom something waits, but not where they decide on it. */
export function WaitingBanner({ words }: { words: string }) {
  if (usePathname().startsWith(waiting)) return null
  return (
    <Notice tone="warning">
      <Link prefetch={false} href={waiting}>
        {words}
      </Link>
    </Notice>
  )
}
