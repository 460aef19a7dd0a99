import { and, eq, inArray } from 'drizzle-orm'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'

/** How many active and invited people stand where. */
export type Headcount = { people: number; on: number; required: number; off: number; locked: number }

/** Read from counters that are kept with every change: it costs the same for five people and for ten thousand. */
export async function headcount(ctx: Context, admin: Admin | ApiKey<'users:read'>): Promise<Headcount> {
  const { headcounts } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ secondFactor: headcounts.secondFactor, people: headcounts.people })
    .from(headcounts)
    .where(
      and(
        eq(headcounts.organizationId, admin.organizationId),
        inArray(headcounts.status, ['active', 'invited']),
      ),
    )
  const of = (secondFactor: string) =>
    rows.reduce((sum, row) => (row.secondFactor === secondFactor ? sum + row.people : sum), 0)
  const counts = { on: of('on'), required: of('required'), off: of('off'), locked: of('locked') }
  return { people: counts.on + counts.required + counts.off + counts.locked, ...counts }
}
