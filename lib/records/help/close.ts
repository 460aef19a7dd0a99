import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Context } from '@/lib/context'

const drop = prepared(
  'close-help',
  ({ helpRequests }) => ({ userId: helpRequests.userId }),
  (tx: Writer, { helpRequests }, given) =>
    tx
      .delete(helpRequests)
      .where(eq(helpRequests.userId, given.userId))
      .returning({ userId: helpRequests.userId }),
)

/** Closes what someone asked their admins for. False where they had asked for nothing. */
export async function closeHelp(tx: Writer, ctx: Context, userId: string): Promise<boolean> {
  return (await drop(tx, ctx.db, { userId })).length > 0
}
