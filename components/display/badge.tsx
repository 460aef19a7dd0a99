import type { ReactNode } from 'react'
import type { Tone } from './notice'

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
    <span className={`badge ${tone}`}>
      {dot && <i />}
      <span>{children}</span>
    </span>
  )
}
