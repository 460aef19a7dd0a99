'use client'

import { type ReactNode, useId } from 'react'
import { ChoiceRow } from './forms/choice-row'
import { describedBy, FieldNotes } from './forms/field-frame'
import { useField } from './forms/form-context'

export type Option = { value: string; label: ReactNode; hint?: ReactNode }

/** One of a few, all in sight. */
export function RadioGroup({
  name,
  label,
  options,
  hint,
  defaultValue,
  required,
}: {
  name: string
  label: ReactNode
  options: readonly Option[]
  hint?: ReactNode
  defaultValue?: string
  required?: boolean
}) {
  const id = useId()
  const { attempt, error, value } = useField(name)
  return (
    <fieldset className="grid gap-1.5" aria-describedby={describedBy(id, error, hint)}>
      <legend className="mb-1.5 font-medium">{label}</legend>
      {options.map((option) => {
        const optionId = `${id}-${option.value}`
        return (
          <ChoiceRow key={option.value} id={optionId} label={option.label} hint={option.hint}>
            <input
              key={attempt}
              id={optionId}
              name={name}
              value={option.value}
              type="radio"
              required={required}
              defaultChecked={(value ?? defaultValue) === option.value}
              aria-invalid={error ? true : undefined}
              aria-describedby={describedBy(optionId, undefined, option.hint)}
              className="size-4.5 flex-none"
            />
          </ChoiceRow>
        )
      })}
      <FieldNotes id={id} error={error} hint={hint} />
    </fieldset>
  )
}
