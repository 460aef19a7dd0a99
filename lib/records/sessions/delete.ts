import type { SQL } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { Context } from '@/lib/context'
import { leaveLogouts } from '../app-sessions/logouts'

/**
 * Ends the sessions that meet a condition, and with them what hangs on them: the rows of apps go by their foreign keys, and
 * the apps are told in this very transaction. Returns what ended.
 */
export async function deleteSessions(
  tx: Writer,
  ctx: Context,
  ending: SQL | undefined,
): Promise<Tables['sessions']['$inferSelect'][]> {
  await leaveLogouts(tx, ctx, ending)
  return tx.delete(ctx.db.tables.sessions).where(ending).returning()
}
