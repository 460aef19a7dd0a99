'use client'

import { type ReactNode, useState } from 'react'
import { useHydrated } from './hydrated'

const dots = { success: 'bg-success-fill', danger: 'bg-danger-fill' }

/** An outcome that has no place of its own in the page: stands at the lower edge until dismissed. Heard when it appears. */
export function Toast({
  of,
  tone = 'success',
  children,
}: {
  /** The answer it reports: a new one shows again although the last was dismissed. */
  of?: object
  tone?: 'success' | 'danger'
  children: ReactNode
}) {
  const [dismissed, setDismissed] = useState<object | null | undefined>(null)
  const hydrated = useHydrated()
  return (
    <div role={tone === 'danger' ? 'alert' : 'status'} className="contents">
      {dismissed !== of && (
        <div className="fixed inset-x-4 bottom-[calc(6rem+env(safe-area-inset-bottom))] z-30 mx-auto flex w-fit max-w-110 items-center gap-3 rounded-md border border-border bg-surface py-2.5 pr-2 pl-4 shadow-card md:bottom-6">
          <span aria-hidden="true" className={`size-2 flex-none rounded-full ${dots[tone]}`} />
          <span className="pr-2">{children}</span>
          {hydrated && (
            <button
              type="button"
              onClick={() => setDismissed(of)}
              className="rounded-sm px-2 py-1 text-sm text-muted hover:text-text pointer-coarse:min-h-11"
            >
              Dismiss
            </button>
          )}
        </div>
      )}
    </div>
  )
}
