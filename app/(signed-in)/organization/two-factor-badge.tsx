import { Badge } from '@/components/display/badge'
import type { SecondFactor } from '@/lib/queries/users/list'

const words = {
  on: ['On', 'success'],
  off: ['Off', 'neutral'],
  required: ['Required, not set up', 'warning'],
  locked: ['Locked', 'danger'],
} as const satisfies Record<SecondFactor, readonly [string, string]>

/** Where someone's second factor stands, in the words of the whole product. */
export function TwoFactorBadge({ state }: { state: SecondFactor }) {
  const [label, tone] = words[state]
  return <Badge tone={tone}>{label}</Badge>
}
