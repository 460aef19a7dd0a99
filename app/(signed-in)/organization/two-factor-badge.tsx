import { Badge } from '@/components/display/badge'
import type { Tone } from '@/components/display/notice'
import { type FactorState, factorState, factorWords } from '@/lib/messages/two-factor'
import type { UserRow } from '@/lib/queries/users/list'

/** How each state of a second factor looks. */
export const factorTones: Record<FactorState, Tone> = {
  on: 'success',
  off: 'neutral',
  due: 'warning',
  required: 'warning',
  locked: 'danger',
}

/** Where someone's second factor stands, as a badge. */
export function TwoFactorBadge({ of }: { of: Pick<UserRow, 'secondFactor' | 'requiredFrom'> }) {
  const state = factorState(of)
  return <Badge tone={factorTones[state]}>{factorWords[state]}</Badge>
}
