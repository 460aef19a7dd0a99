import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { SessionEnd } from '@/db/tables/sign-in'
import type { Context } from '@/lib/context'
import type { StopReason } from '@/lib/messages/batches'

/** The ends of sessions by which an account is taken back from whoever may be in it: what they began must not go on. */
const takenBack: ReadonlySet<SessionEnd> = new Set(['admin', 'elsewhere', 'email', 'password', 'reset'])

/** Why a batch ends whose admin's sessions were ended in this way. */
export const signedOut = 'signed-out' satisfies StopReason

/**
 * Within a transaction that has locked the person: where their account is being taken back, each batch of theirs that runs
 * is told to end before its next row. It ends by itself: whoever works on it has locked the batch before the person.
 */
export async function interruptBatches(
  tx: Writer,
  ctx: Context,
  userId: string,
  why: SessionEnd,
): Promise<void> {
  if (!takenBack.has(why)) return
  const { batches } = ctx.db.tables
  await tx
    .update(batches)
    .set({ reason: signedOut })
    .where(and(eq(batches.state, 'running'), eq(batches.actorId, userId)))
}
