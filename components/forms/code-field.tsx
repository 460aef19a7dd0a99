'use client'

import { useId } from 'react'
import type { FieldProps } from './field'
import { describedBy, FieldFrame } from './field-frame'
import { useField } from './form-context'

const kinds = {
  authentication: {
    label: 'Authentication code',
    input: {
      inputMode: 'numeric',
      autoComplete: 'one-time-code',
      className:
        'control min-h-14 pr-0 pl-[.38em] text-center font-mono text-code font-medium tracking-[.38em]',
    },
  },
  recovery: {
    label: 'Recovery code',
    input: {
      autoComplete: 'off',
      autoCapitalize: 'characters',
      className: 'control min-h-12 font-mono font-medium tracking-wide',
    },
  },
} as const

/**
 * One input for a code. It takes whatever is pasted, spaces and hyphens included: the server normalises. What was
 * typed never comes back, for a code works once.
 */
export function CodeField({
  kind = 'authentication',
  name = 'code',
  label = kinds[kind].label,
  hint,
  aside,
  required = true,
  autoFocus,
}: {
  kind?: keyof typeof kinds
  name?: string
  label?: string
} & Pick<FieldProps, 'hint' | 'aside' | 'required' | 'autoFocus'>) {
  const id = useId()
  const { attempt, error } = useField(name)
  return (
    <FieldFrame id={id} label={label} error={error} hint={hint} aside={aside}>
      <input
        key={attempt}
        {...kinds[kind].input}
        id={id}
        name={name}
        type="text"
        data-secret
        spellCheck={false}
        autoCorrect="off"
        required={required}
        // biome-ignore lint/a11y/noAutofocus: on a page whose one task is this field, the page may ask for it
        autoFocus={autoFocus}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, error, hint)}
      />
    </FieldFrame>
  )
}
