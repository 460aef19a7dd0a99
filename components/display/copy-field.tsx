import { type ReactNode, useId } from 'react'
import { CopyButton } from './copy-button'

/** A text to take away, such as a link: read-only, selectable, with *Copy* beside it. */
export function CopyField({ label, value, hint }: { label: string; value: string; hint?: ReactNode }) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="flex flex-wrap gap-2.5">
        <input
          id={id}
          readOnly
          value={value}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="control flex-1 basis-40 font-mono"
        />
        <CopyButton text={value} />
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}
