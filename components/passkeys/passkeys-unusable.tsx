'use client'

import { useHydrated } from '../display/hydrated'
import { Notice } from '../display/notice'
import { knowsPasskeys } from './ceremony'

/**
 * Says that passkeys can't be used here, where that is so: without JavaScript, and in browsers that know none. `otherwise`:
 * what to do instead.
 */
export function PasskeysUnusable({ otherwise }: { otherwise: string }) {
  const unable = useHydrated() && !knowsPasskeys()
  return (
    <>
      <div className="hidden noscript:block">
        <Notice>{`Passkeys need JavaScript. ${otherwise}`}</Notice>
      </div>
      {unable && <Notice>{`This browser can’t use passkeys. ${otherwise}`}</Notice>}
    </>
  )
}
