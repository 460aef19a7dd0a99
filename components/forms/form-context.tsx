'use client'

import { createContext, useContext } from 'react'
import type { FormState } from '@/lib/web/form-action'

/** What the form around a field knows: the last answer, and how many answers there have been. */
export const FormContext = createContext<{ state: FormState; attempt: number }>({
  state: { status: 'idle' },
  attempt: 0,
})

/**
 * A field's part of the last answer. `link` leads to what its error is about. `value` is what was typed, or undefined where nothing came back; `sent` tells a
 * box that was sent unticked from one that was never sent. `attempt` is a key: React resets a form after its action,
 * and a control made again stands at its default whatever its kind.
 */
export function useField(name: string) {
  const { state, attempt } = useContext(FormContext)
  const error = state.status === 'failed' ? state.errors?.[name] : undefined
  return {
    attempt,
    error,
    link: error ? state.link : undefined,
    value: state.values?.[name],
    sent: state.values !== undefined,
  }
}
