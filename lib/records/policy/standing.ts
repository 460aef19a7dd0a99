import { and, eq, gt, lte, or, type SQL } from 'drizzle-orm'
import type { Role, SecondFactor, StoredFactor } from '@/db/tables/users'
import type { Context } from '@/lib/context'
import { asksNow, policyDue } from './demand'
import { hasBegun, hasGrace, isOff, namesStored, type Policy, storedOff } from './policy'

/**
 * By what lists of people are filtered. `missing`: off, or required and not set up. `due`: off until a policy asks them.
 * `unasked`: off, and no policy asks them.
 */
export type Filter = SecondFactor | 'missing' | 'due' | 'unasked'

/** People to look through, in their own order: those who stand here and meet a condition besides; null for everyone. */
export type Part = { stored: StoredFactor; meets?: SQL | undefined } | null

/**
 * What to look through one after the other for a filter, at this very second: a policy whose hour has come makes "off" into
 * "required" for those whom it names, and whom no one gave more time.
 */
export function partsOf(ctx: Context, policy: Policy, filter: Filter | undefined): readonly Part[] {
  if (filter === undefined) return [null]
  if (filter === 'on' || filter === 'locked') return [{ stored: filter }]
  if (filter === 'missing') return [...storedOff, 'required' as const].map((stored) => ({ stored }))
  const { graceUntil, graceOver } = ctx.db.tables.users
  const now = ctx.now()
  const begun = hasBegun(policy, now)
  const off = storedOff.flatMap((stored): Part[] => {
    const named = namesStored(policy, stored)
    const waits = named && !begun
    // Of those who were given time some have it left.
    if (named && begun && hasGrace(stored)) {
      if (filter === 'unasked') return []
      const over = or(lte(graceUntil, now), eq(graceOver, true))
      const left = and(gt(graceUntil, now), eq(graceOver, false))
      return [{ stored, meets: filter === 'required' ? over : left }]
    }
    const shown = waits ? ['off', 'due'] : named && begun ? ['required'] : ['off', 'unasked']
    return shown.includes(filter) ? [{ stored }] : []
  })
  return filter === 'required' ? [{ stored: 'required' }, ...off] : off
}

/** How someone's second factor is shown now, and from when on the policy asks them for one, where that is yet to come. */
export function shownFactor(
  policy: Policy,
  person: {
    secondFactor: StoredFactor | null
    role: Role
    graceUntil: Date | null
    graceOver: boolean
  },
  now: Date,
): { secondFactor: SecondFactor; requiredFrom: Date | null } {
  const stored = person.secondFactor ?? 'off'
  if (!isOff(stored)) return { secondFactor: stored, requiredFrom: null }
  const demand = {
    ...policy,
    ...{ role: person.role, graceUntil: person.graceUntil, graceOver: person.graceOver },
    twoFactorRequired: false,
    inPolicyGroup: stored.includes('-group'),
  }
  if (asksNow(demand, now)) return { secondFactor: 'required', requiredFrom: null }
  return { secondFactor: 'off', requiredFrom: policyDue(demand) }
}
