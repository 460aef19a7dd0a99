import { useId } from 'react'
import { CopyButton } from '../display/copy-button'

/** The setup key in groups of four for people who type it, and *Copy* (without the spaces) for those who paste it. */
export function SetupKey({ value }: { value: string }) {
  const id = useId()
  return (
    <div className="grid content-start gap-1.5">
      <p id={id} className="font-medium">
        Setup key
      </p>
      <p className="text-sm text-muted">If you can’t scan, type this instead.</p>
      {/* No `output`: that is read aloud, to whoever is in the room. */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls */}
      <p
        role="group"
        aria-labelledby={id}
        translate="no"
        className="rounded-sm border border-border bg-sunken px-2.5 py-2 font-mono font-medium tracking-wide"
      >
        {value.match(/.{1,4}/g)?.join(' ')}
      </p>
      {/* On a phone it is copied further up. */}
      <div className="flex flex-wrap gap-2.5 pt-0.5 touch:hidden">
        <CopyButton text={value} />
      </div>
    </div>
  )
}
