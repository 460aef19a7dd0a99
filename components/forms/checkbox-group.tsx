'use client'

import { type ReactNode, useId } from 'react'
import { ChoiceRow } from './choice-row'
import { FieldNotes } from './field-frame'
import { useField } from './form-context'

/** Any of several. Sends the value of each box that is ticked, under one name. */
export function CheckboxGroup({
  name,
  label,
  options,
  defaultValues,
  hint,
}: {
  name: string
  label: ReactNode
  options: readonly { value: string; label: ReactNode }[]
  defaultValues: readonly string[]
  hint?: ReactNode
}) {
  const id = useId()
  const { attempt, error, value, sent } = useField(name)
  const ticked = sent ? (value ?? '').split('\n') : defaultValues
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2 border-0 p-0">
      <legend className="pb-1 font-medium">{label}</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-4 gap-y-1.5">
        {options.map((option) => (
          <ChoiceRow key={option.value} id={`${id}-${option.value}`} label={option.label}>
            <input
              key={attempt}
              id={`${id}-${option.value}`}
              name={name}
              type="checkbox"
              value={option.value}
              defaultChecked={ticked.includes(option.value)}
              className="size-4.5 flex-none"
            />
          </ChoiceRow>
        ))}
      </div>
      <FieldNotes id={id} error={error} hint={hint} />
    </fieldset>
  )
}
