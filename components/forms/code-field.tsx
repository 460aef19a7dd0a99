'use client'

import { type FormEvent, useId, useRef } from 'react'
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
  submits = false,
}: {
  kind?: keyof typeof kinds
  name?: string
  label?: string
  /** The sixth digit sends the form, for one that asks for nothing else. Once: whoever corrects a code presses the button. */
  submits?: boolean
} & Pick<FieldProps, 'hint' | 'aside' | 'required' | 'autoFocus'>) {
  const id = useId()
  const { attempt, error } = useField(name)
  const sent = useRef(false)

  function sendWhole({ currentTarget: field, nativeEvent }: FormEvent<HTMLInputElement>) {
    const deleting = nativeEvent instanceof InputEvent && nativeEvent.inputType.startsWith('delete')
    const atEnd = field.selectionStart === field.value.length
    if (sent.current || error || deleting || !atEnd || !/^\d{3} ?\d{3}$/.test(field.value)) return
    sent.current = true
    field.form?.requestSubmit()
  }

  return (
    <FieldFrame id={id} label={label} error={error} hint={hint} aside={aside}>
      <input
        key={attempt}
        {...kinds[kind].input}
        id={id}
        name={name}
        onInput={submits ? sendWhole : undefined}
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
