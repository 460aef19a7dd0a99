'use client'

import { type ReactNode, useId, useRef } from 'react'
import { describedBy, FieldFrame } from './field-frame'
import { useField } from './form-context'

/** One of several in a native select. Also for filters in GET forms, where `compact` puts the label in the same line. */
export function SelectField({
  name,
  label,
  options,
  hint,
  defaultValue,
  required,
  compact = false,
  submits = false,
}: {
  name: string
  label: ReactNode
  options: readonly { value: string; label: string }[]
  hint?: ReactNode
  defaultValue?: string
  required?: boolean
  compact?: boolean
  /**
   * A choice made with a pointer sends the form: for a filter. With a keyboard each arrow chooses, so the button that stays
   * does it, and without JavaScript.
   */
  submits?: boolean
}) {
  const id = useId()
  const { attempt, error, value } = useField(name)
  const pointed = useRef(false)
  const select = (
    <div className="relative">
      <select
        key={attempt}
        id={id}
        name={name}
        required={required}
        onPointerDown={() => {
          pointed.current = true
        }}
        onKeyDown={() => {
          pointed.current = false
        }}
        onChange={({ currentTarget: { form } }) => submits && pointed.current && form?.requestSubmit()}
        defaultValue={value ?? defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, error, hint)}
        className="control appearance-none pr-9"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <svg
        viewBox="0 0 16 16"
        width="16"
        height="16"
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 right-3 my-auto text-muted"
      >
        <path d="m4 6 4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      </svg>
    </div>
  )
  if (!compact) {
    return (
      <FieldFrame id={id} label={label} error={error} hint={hint}>
        {select}
      </FieldFrame>
    )
  }
  return (
    <div className="flex items-center gap-2 print:hidden">
      <label htmlFor={id} className="text-sm whitespace-nowrap text-muted">
        {label}
      </label>
      {select}
    </div>
  )
}
