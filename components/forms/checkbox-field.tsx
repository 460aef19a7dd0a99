'use client'

import { type ReactNode, useId } from 'react'
import { ChoiceRow, isTicked } from './choice-row'
import { describedBy } from './field-frame'
import { useField } from './form-context'

/** A box to tick. Sends `value` (default `on`) under its name, or nothing. */
export function CheckboxField({
  name,
  label,
  hint,
  value = 'on',
  defaultChecked,
  required,
}: {
  name: string
  label: ReactNode
  hint?: ReactNode
  value?: string
  defaultChecked?: boolean
  required?: boolean
}) {
  const id = useId()
  const field = useField(name)
  return (
    <ChoiceRow id={id} label={label} error={field.error} hint={hint}>
      <input
        key={field.attempt}
        id={id}
        name={name}
        value={value}
        type="checkbox"
        required={required}
        defaultChecked={isTicked(field, defaultChecked)}
        // Said in so many words: an unticked box that must be ticked is read out as invalid from the start otherwise.
        aria-invalid={field.error !== undefined}
        aria-describedby={describedBy(id, field.error, hint)}
        className="size-4.5 flex-none"
      />
    </ChoiceRow>
  )
}
