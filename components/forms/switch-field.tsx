'use client'

import { type ReactNode, useId } from 'react'
import { ChoiceRow, isTicked } from './choice-row'
import { describedBy } from './field-frame'
import { useField } from './form-context'

type ChoiceProps = {
  name: string
  label: ReactNode
  hint?: ReactNode
  defaultChecked?: boolean
  disabled?: boolean
}

/** A setting that is on or off once the form is saved. Sends `on` under its name, or nothing. */
export function SwitchField({ name, label, hint, defaultChecked, disabled }: ChoiceProps) {
  const id = useId()
  const field = useField(name)
  return (
    <ChoiceRow id={id} label={label} error={field.error} hint={hint} strong>
      <input
        key={field.attempt}
        id={id}
        name={name}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox says itself whether it is checked
        role="switch"
        disabled={disabled}
        defaultChecked={isTicked(field, defaultChecked)}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(id, field.error, hint)}
        className="switch"
      />
    </ChoiceRow>
  )
}
