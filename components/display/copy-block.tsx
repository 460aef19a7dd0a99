import { useId } from 'react'
import { CopyButton } from './copy-button'

const mostRows = 24

/** Several lines to take away, such as a part of a settings file: read-only, selectable, with *Copy* beside the label. */
export function CopyBlock({ label, text, hint }: { label: string; text: string; hint?: string }) {
  const id = useId()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-2.5">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <CopyButton text={text} />
      </div>
      <textarea
        id={id}
        readOnly
        wrap="off"
        spellCheck={false}
        rows={Math.min(text.split('\n').length, mostRows)}
        value={text}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="control bg-sunken py-2.5 font-mono text-sm leading-relaxed"
      />
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}
