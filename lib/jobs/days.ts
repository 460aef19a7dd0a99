import type { Context } from '@/lib/context'
import { noTimeBefore } from '@/lib/lifespan'
import { countDay, daysToCount } from '@/lib/records/days/day'
import { type BadRow, eachByItself } from '@/lib/row-by-row'

/**
 * Counts each organization's people once on every day there, in its own time zone. Of several servers any may do it. By a
 * clock that has lost its time nothing is counted.
 */
export async function countDays(ctx: Context): Promise<BadRow[]> {
  if (ctx.now() < noTimeBefore) return []
  const due = await daysToCount(ctx)
  return eachByItself(
    due.map(({ organizationId, day }) => ({ id: organizationId, day })),
    ({ id, day }) => ctx.db.write((tx) => countDay(tx, ctx, { organizationId: id, day })),
  )
}
