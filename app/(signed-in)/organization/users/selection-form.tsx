import type { ReactNode } from 'react'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'

const acts = [
  { value: 'remind', label: 'Remind' },
  { value: 'require', label: 'Require two-factor' },
  { value: 'lift', label: 'Stop requiring it' },
  { value: 'sign-out', label: 'Sign out' },
  { value: 'reset', label: 'Reset two-factor' },
  { value: 'suspend', label: 'Suspend' },
  { value: 'invite-again', label: 'Send invitation again' },
  { value: 'add-to-group', label: 'Add to group' },
] as const

/** The form around a list of people whose boxes say whom. It leads to a page that says what would happen, and asks. */
export function SelectionForm({
  filter,
  filtered,
  children,
}: {
  filter: { search: string; twoFactor?: string | undefined }
  filtered: boolean
  children: ReactNode
}) {
  return (
    <form action="/organization/users/bulk" aria-label="Selected people">
      {filter.search && <input type="hidden" name="q" value={filter.search} />}
      {filter.twoFactor && <input type="hidden" name="twoFactor" value={filter.twoFactor} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5 border-b border-border px-4 py-2.5">
        <SelectField compact name="act" label="With selected" options={acts} />
        <label className="flex items-center gap-2 text-sm pointer-coarse:min-h-11">
          <input type="checkbox" name="all" className="size-4.5 flex-none" />
          {filtered ? 'Everyone who matches' : 'Everyone'}
        </label>
        <SubmitButton variant="secondary">Continue</SubmitButton>
      </div>
      {children}
    </form>
  )
}
