'use client'

import { type ComponentPropsWithoutRef, type ReactNode, useId } from 'react'
import { describedBy, FieldFrame } from './field-frame'
import { useField } from './form-context'

/** What every field has; anything else an `<input>` takes passes through. */
export type FieldProps = {
  name: string
  label: ReactNode
  hint?: ReactNode
  /** A link beside the label. */
  aside?: ReactNode
} & Omit<ComponentPropsWithoutRef<'input'>, 'id' | 'className' | 'value' | 'children' | 'checked' | 'style'>

/** One line of text with its label, hint and error. `type` as for `<input>`. */
export function TextField({ name, label, hint, aside, type = 'text', defaultValue, ...rest }: FieldProps) {
  const id = useId()
  const { attempt, error, link, value } = useField(name)
  return (
    <FieldFrame
      id={id}
      label={label}
      error={error}
      hint={hint}
      aside={link ? <a href={link.href}>{link.label}</a> : aside}
    >
      <input
        key={attempt}
        {...rest}
        id={id}
        name={name}
        type={type}
        defaultValue={value ?? defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, error, hint)}
        className="control"
      />
    </FieldFrame>
  )
}
