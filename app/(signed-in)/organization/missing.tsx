import { Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { noneRemindedWords } from '@/lib/messages/reminders'
import type { Missing } from '@/lib/queries/overview/missing'
import type { UserRow } from '@/lib/queries/users/list'
import { momentInWords } from '@/lib/zone'
import { type Listed, PeopleGroup } from './people-group'
import { remindMissing } from './users/bulk/asked'

/**
 * Who has no second factor, and by when they are to have one. `counts`: of how many the ten named are the first.
 */
export function MissingSection({
  missing,
  counts,
}: {
  missing: Missing
  counts: { required: number; due: number; off: number }
}) {
  const { required, due, unasked, timeZone, unreminded } = missing
  const without = counts.required + counts.off
  if (without === 0)
    return <Section title="Not protected yet" description="Everyone has set up two-factor authentication." />
  const rest = counts.off - counts.due
  const onlySelf = without === 1 && unreminded?.self === 1
  const by = (row: UserRow) => (row.requiredFrom ? `by ${momentInWords(timeZone, row.requiredFrom)}` : null)
  return (
    <Section
      title="Not protected yet"
      description={`${without === 1 ? '1 person' : `${without} people`} without two-factor authentication`}
      aside={unreminded ? undefined : <LinkButton href={remindMissing}>Remind them</LinkButton>}
    >
      {unreminded && !onlySelf && <p className="text-sm text-muted">{noneRemindedWords(unreminded)}</p>}
      {required.length > 0 && (
        <PeopleGroup
          title="Must set it up now"
          people={required.map((row) => listed(row))}
          more={more('required', counts.required, required)}
        >
          They’re asked when they sign in or join, and can’t go on without it.
        </PeopleGroup>
      )}
      {due.length > 0 && (
        <PeopleGroup
          title="Must set it up by a date"
          people={due.map((row) => listed(row, by(row)))}
          more={more('due', counts.due, due)}
        >
          {`They’re reminded on every page, and by email once they’ve joined. Times are in ${timeZone}.`}
        </PeopleGroup>
      )}
      {unasked.length > 0 && (
        <PeopleGroup
          title="Not required"
          people={unasked.map((row) => listed(row))}
          more={more('unasked', rest, unasked)}
        >
          They don’t have to set it up. Choose who must have it under Policy, or require it on their page.
        </PeopleGroup>
      )}
    </Section>
  )
}

const listed = ({ id, name, status }: UserRow, by: string | null = null): Listed => ({
  ...{ id, name },
  detail: [by, status === 'active' ? null : status].filter((part) => part !== null).join(' · '),
})

const more = (twoFactor: string, count: number, shown: readonly unknown[]) =>
  count > shown.length
    ? { href: `/organization/users?twoFactor=${twoFactor}`, label: `Show all ${count}` }
    : undefined
