import type { ReactNode } from 'react'
import type { Tone } from './notice'

const tones: Record<Tone, string> = {
  success: 'bg-success-soft text-success',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
  neutral: 'bg-neutral-soft text-muted',
}

/** A state in a word or three. The colour only repeats what the words say. */
export function Badge({
  tone = 'neutral',
  dot = true,
  children,
}: {
  tone?: Tone | undefined
  dot?: boolean | undefined
  children: ReactNode
}) {
  return (
    <span
      className={`inline-flex w-fit items-center gap-1.5 align-middle rounded-lg px-2.25 py-0.5 text-xs font-medium @md:whitespace-nowrap ${tones[tone]}`}
    >
      {dot && <span aria-hidden="true" className="size-1.5 flex-none rounded-full bg-current" />}
      <span>{children}</span>
    </span>
  )
}
