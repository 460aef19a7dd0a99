import { Badge } from '@/components/display/badge'
import type { RecoveryStanding } from '@/lib/records/recovery/life'

const looks = {
  asked: ['neutral', 'Asked'],
  confirmed: ['warning', 'To decide'],
  approved: ['neutral', 'Waiting'],
  ready: ['neutral', 'Ready'],
  completed: ['success', 'Completed'],
  rejected: ['danger', 'Rejected'],
  stopped: ['danger', 'Stopped'],
  withdrawn: ['neutral', 'Withdrawn'],
  expired: ['neutral', 'Expired'],
} as const satisfies Record<RecoveryStanding, readonly [string, string]>

/** Where a request stands. `held`: on an account with which nothing can happen at the moment. */
export function StandingBadge({ standing, held }: { standing: RecoveryStanding; held: boolean }) {
  const [tone, words] = held ? (['neutral', 'On hold'] as const) : looks[standing]
  return <Badge tone={tone}>{words}</Badge>
}
