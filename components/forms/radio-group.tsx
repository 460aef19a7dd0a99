'use client'

import { type ReactNode, useId } from 'react'
import { ChoiceRow } from './choice-row'
import { describedBy, FieldNotes } from './field-frame'
import { useField } from './form-context'

/** One of a few, all of them in sight. Sends the chosen value under its name. */
export function RadioGroup({
  name,
  label,
  options,
  defaultValue,
  hint,
}: {
  name: string
  label: ReactNode
  options: readonly { value: string; label: ReactNode; hint?: ReactNode }[]
  defaultValue: string
  hint?: ReactNode
}) {
  const id = useId()
  const { attempt, error, value } = useField(name)
  return (
    <fieldset
      aria-describedby={describedBy(id, error, hint)}
      className="grid grid-cols-[minmax(0,1fr)] gap-2.5 border-0 p-0"
    >
      <legend className="pb-1 font-medium">{label}</legend>
      {options.map((option) => (
        <ChoiceRow key={option.value} id={`${id}-${option.value}`} label={option.label} hint={option.hint}>
          <input
            key={attempt}
            id={`${id}-${option.value}`}
            name={name}
            type="radio"
            value={option.value}
            defaultChecked={(value ?? defaultValue) === option.value}
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy(`${id}-${option.value}`, undefined, option.hint)}
            className="size-4.5 flex-none"
          />
        </ChoiceRow>
      ))}
      <FieldNotes id={id} error={error} hint={hint} />
    </fieldset>
  )
}
