import { Search } from 'lucide-react'

/** The search box of a list, for a GET form: Enter sends it. The label is for screen readers, the glass for eyes. */
export function SearchField({
  name = 'q',
  label,
  defaultValue,
}: {
  name?: string
  label: string
  defaultValue?: string | undefined
}) {
  return (
    <search className="relative w-full sm:max-w-80">
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
    </search>
  )
}
