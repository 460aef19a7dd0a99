'use client'

import { useId, useState } from 'react'
import { useHydrated } from '../display/hydrated'
import type { FieldProps } from './field'
import { describedBy, FieldFrame } from './field-frame'
import { useField } from './form-context'

/**
 * A password, of any length. What was typed never comes back from the server, so after a failure it stands empty; one that is
 * being chosen stays in the open page.
 */
export function PasswordField({
  name = 'password',
  label = 'Password',
  autoComplete = 'current-password',
  hint,
  aside,
  ...rest
}: Omit<FieldProps, 'name' | 'label' | 'type' | 'defaultValue' | 'maxLength' | 'autoComplete'> & {
  name?: string
  label?: string
  autoComplete?: 'current-password' | 'new-password'
}) {
  const id = useId()
  const { attempt, error } = useField(name)
  const [shown, setShown] = useState(false)
  const hydrated = useHydrated()
  return (
    <FieldFrame id={id} label={label} error={error} hint={hint} aside={aside}>
      <div className="relative">
        <input
          key={autoComplete === 'new-password' ? undefined : attempt}
          data-secret
          spellCheck={false}
          autoCapitalize="none"
          {...rest}
          id={id}
          name={name}
          type={shown ? 'text' : 'password'}
          autoComplete={autoComplete}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, error, hint)}
          className="control pr-16"
        />
        {hydrated && (
          <button
            type="button"
            aria-controls={id}
            aria-describedby={`${id}-label`}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 right-0 rounded-sm px-3 text-sm text-muted hover:text-text"
          >
            {shown ? 'Hide' : 'Show'}
          </button>
        )}
      </div>
    </FieldFrame>
  )
}
