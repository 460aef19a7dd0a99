import { eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { StoredFactor } from '@/db/tables/users'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { hasBegun, isOff, namesStored } from '@/lib/records/policy/policy'
import { countGraced, policyFor } from './standing'

/** How many people stand where, whatever their status: as many as the list shows. `due`: of those who have it off, whom a policy asks from a later time on. */
export type Headcount = {
  people: number
  on: number
  required: number
  off: number
  due: number
  locked: number
}

const countersOf = prepared(
  'headcounts',
  ({ headcounts }) => ({ organizationId: headcounts.organizationId }),
  (read: Reader, { headcounts }, given) =>
    read
      .select({ secondFactor: headcounts.secondFactor, people: headcounts.people })
      .from(headcounts)
      .where(eq(headcounts.organizationId, given.organizationId)),
)

/**
 * Read from counters that are kept with every change: it costs the same for five people and for ten thousand, but for the
 * few whom an admin gave more time than the policy does.
 */
export async function headcount(ctx: Context, admin: Admin | ApiKey<'users:read'>): Promise<Headcount> {
  const { organizationId } = admin
  const rows = await countersOf(ctx.db.read, ctx.db, { organizationId })
  const policy = await policyFor(ctx, admin)
  const begun = hasBegun(policy, ctx.now())
  const graced = begun ? await countGraced(ctx, admin, policy) : 0
  const of = (stands: (stored: StoredFactor) => boolean) =>
    rows.reduce((sum, row) => (stands(row.secondFactor as StoredFactor) ? sum + row.people : sum), 0)
  const named = of((stored) => isOff(stored) && namesStored(policy, stored))
  const asked = begun ? named - graced : 0
  const counts = {
    on: of((stored) => stored === 'on'),
    required: of((stored) => stored === 'required') + asked,
    off: of(isOff) - asked,
    locked: of((stored) => stored === 'locked'),
  }
  const due = begun ? graced : named
  return { people: counts.on + counts.required + counts.off + counts.locked, ...counts, due }
}
