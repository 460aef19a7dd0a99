import { Search } from 'lucide-react'

/**
 * The search box of a list, for a GET form: Enter sends it, and without JavaScript a button as well, unless the form has one
 * (`buttonless`). The label is for screen readers, the glass for eyes.
 */
export function SearchField({
  name = 'q',
  label,
  defaultValue,
  buttonless = false,
}: {
  name?: string
  label: string
  defaultValue?: string | undefined
  buttonless?: boolean
}) {
  return (
    <search className="flex w-full gap-2.5 sm:max-w-80">
      <span className="relative min-w-0 flex-1">
        <Search
          size={16}
          aria-hidden
          className="pointer-events-none absolute inset-y-0 left-3.5 my-auto text-muted"
        />
        <input
          type="search"
          name={name}
          aria-label={label}
          placeholder={label}
          defaultValue={defaultValue}
          autoComplete="off"
          className="control pl-10"
        />
      </span>
      {!buttonless && (
        <button type="submit" className="button hidden noscript:inline-flex">
          Search
        </button>
      )}
    </search>
  )
}
