'use client'

import { type ReactNode, useId } from 'react'
import { describedBy, FieldFrame } from './field-frame'
import { useField } from './form-context'

/** Several lines of text with label, hint and error. */
export function TextAreaField({
  name,
  label,
  hint,
  rows = 4,
  defaultValue,
  required,
  maxLength,
}: {
  name: string
  label: ReactNode
  hint?: ReactNode
  rows?: number
  defaultValue?: string
  required?: boolean
  maxLength?: number
}) {
  const id = useId()
  const { attempt, error, value } = useField(name)
  return (
    <FieldFrame id={id} label={label} error={error} hint={hint}>
      <textarea
        key={attempt}
        id={id}
        name={name}
        rows={rows}
        required={required}
        maxLength={maxLength}
        defaultValue={value ?? defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, error, hint)}
        className="control py-2"
      />
    </FieldFrame>
  )
}
