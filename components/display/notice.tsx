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
  children,
}: {
  tone?: Tone | undefined
  live?: boolean | undefined
  children: ReactNode
}) {
  const role = live ? (tone === 'danger' ? 'alert' : 'status') : undefined
  return (
    <div
      role={role}
      tabIndex={live ? -1 : undefined}
      className={`rounded-md px-3 py-2.5 text-base [&_a]:text-current [&_a]:underline ${tones[tone]}`}
    >
      {children}
    </div>
  )
}
