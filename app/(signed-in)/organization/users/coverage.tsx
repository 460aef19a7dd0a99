import { Card } from '@/components/card'
import { ProgressBar } from '@/components/progress-bar'
import type { Headcount } from '@/lib/users/headcount'

/** How many of the organization have a second factor, at a glance. */
export function Coverage({ counts }: { counts: Headcount }) {
  const { people, on, required, off, locked } = counts
  const rest = [
    required > 0 && `${required} must still set it up`,
    off > 0 && `${off} without`,
    locked > 0 && `${locked} locked`,
  ].filter((part) => part !== false)
  return (
    <Card padded>
      <div className="flex flex-wrap justify-between gap-x-4 gap-y-1.5 pb-3">
        <p className="text-muted">
          <strong className="font-semibold text-text">
            {on} of {people}
          </strong>{' '}
          {people === 1 ? 'person has' : 'people have'} two-factor authentication
        </p>
        {rest.length > 0 && <p className="text-sm text-muted">{rest.join(' · ')}</p>}
      </div>
      <ProgressBar
        label={`${on} of ${people} have two-factor authentication`}
        total={people}
        parts={[
          { count: on, tone: 'success' },
          { count: required, tone: 'warning' },
          { count: locked, tone: 'danger' },
        ]}
      />
    </Card>
  )
}
