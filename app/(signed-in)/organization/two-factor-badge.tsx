import { Badge } from '@/components/display/badge'
import type { SecondFactor } from '@/lib/queries/users/list'

/** Where someone's second factor stands, in the words of the whole product. `due`: off, and the policy asks from a date on. */
export const factorWords = {
  on: ['On', 'success'],
  off: ['Off', 'neutral'],
  due: ['Off, required later', 'warning'],
  required: ['Required, not set up', 'warning'],
  locked: ['Locked', 'danger'],
} as const satisfies Record<SecondFactor | 'due', readonly [string, string]>

/** The same as a badge. `due`: the policy asks them from a date on. */
export function TwoFactorBadge({ state, due = false }: { state: SecondFactor; due?: boolean }) {
  const [label, tone] = factorWords[due ? 'due' : state]
  return <Badge tone={tone}>{label}</Badge>
}
