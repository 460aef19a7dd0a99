import { gt } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { latest } from '@/lib/lifespan'
import type { BadRow } from '@/lib/row-by-row'

/**
 * Ends what apps were given in a time that has yet to come: codes, tokens, gates and tickets, which would work again when
 * it does. Looked for before anything is written: there may be very many rows, and there are hardly ever such ones.
 */
export async function endFutureAppRows(ctx: Context): Promise<BadRow[]> {
  const { gates, gateTickets, oidcRows } = ctx.db.tables
  const misdated = latest(ctx.now())
  for (const table of [oidcRows, gates, gateTickets]) {
    const found = await ctx.db.read
      .select({ at: table.createdAt })
      .from(table)
      .where(gt(table.createdAt, misdated))
      .limit(1)
    if (found.length > 0) await ctx.db.write((tx) => tx.delete(table).where(gt(table.createdAt, misdated)))
  }
  return []
}
