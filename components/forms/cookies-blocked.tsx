'use client'

import { useSyncExternalStore } from 'react'
import { Notice } from '../display/notice'

const never = () => () => {}

/** Says before anything is typed that this browser keeps no cookies, where a script can know. */
export function CookiesBlocked({ children }: { children: string }) {
  const blocked = useSyncExternalStore(
    never,
    () => !navigator.cookieEnabled,
    () => false,
  )
  return (
    blocked && (
      <Notice live tone="danger">
        {children}
      </Notice>
    )
  )
}
