import { Card, Section } from '@/components/display/card'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import type { HelpRequest } from '@/lib/queries/help/open'
import { PeopleGroup } from './people-group'

/** Who can't sign in and asked the admins for help. Nothing where no one did. */
export function HelpRequestsCard({ requests, clock }: { requests: readonly HelpRequest[]; clock: Clock }) {
  if (requests.length === 0) return null
  return (
    <Card>
      <Section title="Requests for help">
        <PeopleGroup
          title="They can’t sign in"
          people={requests.map(({ userId, name, askedAt }) => ({
            ...{ id: userId, name },
            detail: <RelativeTime at={askedAt} clock={clock} />,
          }))}
        >
          Call them first to make sure it’s them. Then open their page to help them.
        </PeopleGroup>
      </Section>
    </Card>
  )
}
