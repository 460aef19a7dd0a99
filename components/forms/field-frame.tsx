import type { ReactNode } from 'react'

/** The ids a control names in aria-describedby: its error first, then its hint. */
export function describedBy(id: string, error: unknown, hint: unknown) {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined
}

/**
 * Label above, control, then error and hint below. `aside` (a link such as "Forgot your password?") is drawn beside
 * the label but comes after the control, so that Tab goes from field to field first.
 */
export function FieldFrame({
  id,
  label,
  error,
  hint,
  aside,
  children,
}: {
  id: string
  label: ReactNode
  error?: string | undefined
  hint?: ReactNode
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] content-start items-baseline gap-x-3 gap-y-1.5">
      <label id={`${id}-label`} htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="col-span-2">{children}</div>
      {aside && <div className="col-start-2 row-start-1 text-sm">{aside}</div>}
      <FieldNotes id={id} error={error} hint={hint} />
    </div>
  )
}

/** The error and the hint of a control, under the ids that `describedBy` names. */
export function FieldNotes({
  id,
  error,
  hint,
}: {
  id: string
  error?: string | undefined
  hint?: ReactNode
}) {
  return (
    <>
      {error && (
        <p id={`${id}-error`} className="col-span-2 text-sm text-danger">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="col-span-2 text-sm text-muted">
          {hint}
        </p>
      )}
    </>
  )
}
