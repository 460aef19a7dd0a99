'use client'

import { useEffect, useRef, useState } from 'react'
import { useField } from './form-context'
import { PasswordField } from './password-field'

const least = 15 // characters, as newPassword in lib/password-rules.ts

/** A password to be chosen, with what makes one good, and how much of it is there. What was refused stays to be mended. */
export function NewPasswordField({
  name = 'newPassword',
  label = 'New password',
  autoFocus = false,
}: {
  name?: string
  label?: string
  autoFocus?: boolean
}) {
  const [length, setLength] = useState(0)
  const { error } = useField(name)
  const place = useRef<HTMLDivElement>(null)

  // Some of it may have been typed before the page's script ran.
  useEffect(() => {
    const input = place.current?.querySelector('input')
    if (input) setLength(lengthOf(input))
  }, [])

  return (
    <div ref={place}>
      <PasswordField
        name={name}
        label={label}
        autoComplete="new-password"
        // What was refused says what to do, and says it alone.
        hint={error ? undefined : 'At least 15 characters. Three or four words work well.'}
        aside={length > 0 && <Count length={length} />}
        onInput={({ currentTarget }) => setLength(lengthOf(currentTarget))}
        required
        autoFocus={autoFocus}
      />
    </div>
  )
}

const lengthOf = ({ value }: HTMLInputElement) => [...value.normalize('NFC')].length

/** For eyes: ears hear the hint, and what was refused. */
function Count({ length }: { length: number }) {
  return (
    <span aria-hidden="true" className={length < least ? 'text-muted' : 'text-success'}>
      {length < least ? `${length} of ${least}` : 'Long enough'}
    </span>
  )
}
