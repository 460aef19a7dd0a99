'use client'

import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { type ButtonLook, buttonClasses } from '../display/button'

/**
 * Submits the form around it. While the form is under way it says so, keeps the focus and refuses a second submit
 * (also one by the Enter key, which browsers route through this button).
 */
export function SubmitButton({
  children,
  name,
  value,
  form,
  variant = 'primary',
  size,
  full,
}: ButtonLook & {
  children: ReactNode
  name?: string | undefined
  value?: string | undefined
  /** Id of the form, when the button stands outside it. */
  form?: string | undefined
}) {
  const { pending } = useFormStatus()
  return (
    <>
      <button
        type="submit"
        name={name}
        value={value}
        form={form}
        aria-disabled={pending || undefined}
        onClick={(event) => pending && event.preventDefault()}
        className={buttonClasses({ variant, size, full })}
      >
        {pending && (
          <span
            aria-hidden="true"
            className="size-3.5 flex-none motion-safe:animate-spin rounded-full border-2 border-current border-r-transparent"
          />
        )}
        {/* A translated page may have moved a bare text away from where React would put the circle. */}
        <span>{children}</span>
      </button>
      <span role="status" className="sr-only">
        {pending ? 'One moment…' : ''}
      </span>
    </>
  )
}
