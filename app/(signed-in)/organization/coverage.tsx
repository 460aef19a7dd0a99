import Link from 'next/link'
import { Card } from '@/components/display/card'
import { ProgressBar } from '@/components/display/progress-bar'
import type { Headcount } from '@/lib/queries/users/headcount'

/** How many of the organization have a second factor, at a glance. */
export function Coverage({ counts }: { counts: Headcount }) {
  const { people, on, required, off, due, locked } = counts
  const rest = [
    { state: 'required', count: required, words: 'must still set it up' },
    { state: 'due', count: due, words: 'required later' },
    due > 0
      ? { state: 'unasked', count: off - due, words: 'not required' }
      : { state: 'off', count: off, words: 'not required' },
    { state: 'locked', count: locked, words: 'locked' },
  ].filter(({ count }) => count > 0)
  return (
    <Card padded>
      <div className="flex flex-wrap justify-between gap-x-4 gap-y-1.5 pb-3">
        <p className="text-muted">
          <strong className="font-semibold text-text">
            {on} of {people}
          </strong>{' '}
          {people === 1 ? 'person has' : 'people have'} two-factor authentication
        </p>
        {rest.length > 0 && (
          <p className="flex flex-wrap gap-x-3 text-sm">
            {rest.map(({ state, count, words }) => (
              <Link
                key={state}
                href={`/organization/users?twoFactor=${state}`}
                prefetch={false}
                className="inline-flex items-center text-muted pointer-coarse:min-h-11"
              >
                {count} {words}
              </Link>
            ))}
          </p>
        )}
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
