import type { ReactNode } from 'react'

export type Tone = 'success' | 'warning' | 'danger' | 'neutral'

const tones: Record<Tone, string> = {
  success: 'bg-success-soft text-success',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
  neutral: 'bg-neutral-soft text-text',
}

/** A sentence that matters, in the flow of the page. With `live` a screen reader hears it when it appears. */
export function Notice({
  tone = 'neutral',
  live = false,
  focusable = live,
  children,
}: {
  tone?: Tone | undefined
  live?: boolean | undefined
  /** A script may bring the focus here. */
  focusable?: boolean
  children: ReactNode
}) {
  const role = live ? (tone === 'danger' ? 'alert' : 'status') : undefined
  return (
    <div
      role={role}
      tabIndex={focusable ? -1 : undefined}
      className={`rounded-md px-3 py-2.5 text-base [&_a]:text-current [&_a]:underline ${tones[tone]}`}
    >
      {children}
    </div>
  )
}
