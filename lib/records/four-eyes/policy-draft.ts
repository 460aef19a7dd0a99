import type { PolicySessions, PolicyWho } from '@/db/tables/organizations'
import { days, later } from '@/lib/duration'
import type { PolicyDraft } from '@/lib/guarded-acts'
import { fail, ok, type Result } from '@/lib/result'
import { momentIn } from '@/lib/zone'
import type { Policy } from '../policy/policy'

const latest = days(366)

/** From when on a draft asks; null where it asks no one. */
export function hourOf(
  { who, from, date }: Pick<PolicyDraft, 'who' | 'from' | 'date'>,
  zone: string,
  now: Date,
): Result<Date | null, 'policy-date-missing' | 'policy-date-past' | 'policy-date-far'> {
  if (who === 'nobody') return ok(null)
  if (from === 'at-once') return ok(now)
  const hour = momentIn(zone, date ?? '')
  if (!hour) return fail('policy-date-missing')
  if (hour <= now) return fail('policy-date-past')
  return hour > later(now, latest) ? fail('policy-date-far') : ok(hour)
}

/** A rule as it stands or would stand. */
type Rule = { who: PolicyWho; groupIds: readonly string[]; from: Date | null; sessions: PolicySessions }

/**
 * Whether a change lifts a policy: someone whom it names would be asked later, or not at all, or what they opened without
 * it would go on for longer.
 */
export function lifts(before: Rule & Pick<Policy, 'policyBegun'>, after: Rule, now: Date): boolean {
  if (before.who === 'nobody' || !before.from) return false
  if (!covers(after, before) || !after.from) return true
  const hour = before.policyBegun || before.from <= now ? now : before.from
  return after.from > hour || (before.sessions === 'end' && after.sessions === 'day')
}

/** Whether a rule names everyone whom another one names. */
function covers(after: Pick<Rule, 'who' | 'groupIds'>, before: Pick<Rule, 'who' | 'groupIds'>): boolean {
  if (after.who === 'everyone') return true
  if (after.who !== before.who) return false
  return after.who !== 'groups' || before.groupIds.every((id) => after.groupIds.includes(id))
}
