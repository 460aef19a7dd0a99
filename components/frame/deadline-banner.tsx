'use client'

import { usePathname } from 'next/navigation'
import { Notice } from '../display/notice'

/** On every page of someone who has to do something before long, but not on the one where it is done. */
export function DeadlineBanner({ words, href, label }: { words: string; href: string; label: string }) {
  if (usePathname() === href) return null
  return (
    <Notice tone="warning">
      <p className="flex flex-wrap justify-between gap-x-4 gap-y-1">
        <span>{words}</span>
        <a href={href} className="pointer-coarse:min-h-11">
          {label}
        </a>
      </p>
    </Notice>
  )
}
