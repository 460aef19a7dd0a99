import { Section } from '@/components/display/card'
import type { Unreached } from '@/lib/queries/undelivered'
import { PeopleGroup } from './people-group'

/** Whom email does not reach: each with the page that says why. Nothing where all of it arrives. */
export function UndeliveredSection({ people }: { people: readonly Unreached[] }) {
  if (people.length === 0) return null
  const first = people.slice(0, 5)
  return (
    <Section title="Undelivered email">
      <PeopleGroup
        title={people.length > first.length ? 'To these people, and others' : 'To these people'}
        people={first}
      >
        Open a name to see why and to try again.
      </PeopleGroup>
    </Section>
  )
}
