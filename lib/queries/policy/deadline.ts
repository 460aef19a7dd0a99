import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { asksNow, policyDue } from '@/lib/records/policy/demand'
import { demandOfPerson } from '@/lib/records/policy/of-person'
import { isEnabled } from '@/lib/records/users/enabled'

/** Until when someone has to set two-factor authentication up, in which time zone that is said, and how long that is. */
export type Deadline = { by: Date; timeZone: string; left: number }

/** Null for whoever has it, or is asked for it already, or is not asked at all. */
export async function deadlineOf(ctx: Context, { userId }: Member): Promise<Deadline | null> {
  const [row] = await demandOfPerson(ctx.db.read, ctx.db, { userId })
  if (!row || isEnabled(row.demand) || row.demand.twoFactorRequired) return null
  const by = policyDue(row.demand)
  const now = ctx.now()
  if (!by || asksNow(row.demand, now)) return null
  return { by, timeZone: row.timeZone, left: by.getTime() - now.getTime() }
}
