import type { ReactNode } from 'react'
import { FieldNotes } from './field-frame'

/** A control with its label to the right; error and hint stand under the label. The whole label is the target. */
export function ChoiceRow({
  id,
  label,
  error,
  hint,
  strong = false,
  children,
}: {
  id: string
  label: ReactNode
  error?: string | undefined
  hint?: ReactNode
  strong?: boolean
  children: ReactNode
}) {
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-2.5">
      {children}
      <label htmlFor={id} className={`py-0.5 pointer-coarse:py-3 ${strong ? 'font-medium' : ''}`}>
        {label}
      </label>
      {(error || hint) && (
        <div className="col-start-2 pointer-coarse:-mt-2.5">
          <FieldNotes id={id} error={error} hint={hint} />
        </div>
      )}
    </div>
  )
}

/** Whether a box is ticked: as it was sent, or `defaultChecked` when nothing came back. */
export function isTicked(field: { value: string | undefined; sent: boolean }, defaultChecked = false) {
  if (!field.sent) return defaultChecked
  return field.value !== undefined && !['', 'false', 'off'].includes(field.value)
}
