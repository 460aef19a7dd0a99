import Link from 'next/link'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { TextField } from '@/components/forms/field'
import { SearchField } from '@/components/forms/search-field'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { kindWords } from '@/lib/messages/audit/kinds'
import { type Asked, isOpen, queryOf } from './filter'

/** Asks what to show of the log: what is chosen stands in the address. */
export function FilterForm({ asked }: { asked: Asked }) {
  const query = queryOf(asked).toString()
  const more = [asked.person.text, asked.by.text, asked.from, asked.until].some((text) => text !== '')
  return (
    // Another filter, another form: one that stays keeps what was chosen in it.
    <form key={query} action="/organization/audit" className="grid gap-3 print:hidden" aria-label="Filter">
      <div className="flex flex-wrap items-center gap-2.5">
        <SearchField label="Search the audit log" defaultValue={asked.search} buttonless />
        <SelectField
          compact
          submits
          name="kind"
          label="Kind"
          defaultValue={asked.kind}
          options={[
            { value: '', label: 'All' },
            ...Object.entries(kindWords).map(([value, label]) => ({ value, label })),
          ]}
        />
        <SubmitButton variant="secondary">Apply</SubmitButton>
        {query && <LinkButton href="/organization/audit">Show everything</LinkButton>}
      </div>
      <details open={more}>
        <summary className="w-fit cursor-pointer text-sm text-muted pointer-coarse:py-3.5">
          Person and days
        </summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <TextField
            name="person"
            label="Person"
            defaultValue={asked.person.text}
            hint="Name or email of the person it was done to."
            autoComplete="off"
          />
          <TextField
            name="by"
            label="Done by"
            defaultValue={asked.by.text}
            hint="Name or email of who did it."
            autoComplete="off"
          />
          <TextField name="from" label="First day" type="date" defaultValue={asked.from} />
          <TextField name="until" label="Last day" type="date" defaultValue={asked.until} />
        </div>
      </details>
      {(['person', 'by'] as const).map(
        (field) => isOpen(asked[field]) && <WhoIsMeant key={field} asked={asked} field={field} />,
      )}
    </form>
  )
}

/** A name that is no one's, or that of several people: each leads to the log of theirs. */
function WhoIsMeant({ asked, field }: { asked: Asked; field: 'person' | 'by' }) {
  const { text, people } = asked[field]
  if (people.length === 0) return <Notice tone="warning">{`No one found for “${text}”.`}</Notice>
  const linkTo = (email: string) => {
    const query = queryOf(asked)
    query.set(field, email)
    return `/organization/audit?${query}`
  }
  return (
    <Notice tone="neutral">
      <p>{`Several people match “${text}”. Choose one:`}</p>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {people.map(({ id, name, email }) => (
          <li key={id} className="pointer-coarse:min-h-11">
            <Link prefetch={false} href={linkTo(email)}>{`${name} (${email})`}</Link>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
