'use client'

import { usePathname } from 'next/navigation'
import { Notice } from '../display/notice'

const setUp = '/profile/two-factor'

/** On every page of someone who has to set two-factor authentication up before long, but not where they are doing it. */
export function DeadlineBanner({ words }: { words: string }) {
  if (usePathname() === setUp) return null
  return (
    <Notice tone="warning">
      <p className="flex flex-wrap justify-between gap-x-4 gap-y-1">
        <span>{words}</span>
        <a href={setUp} className="pointer-coarse:min-h-11">
          Set up now
        </a>
      </p>
    </Notice>
  )
}
