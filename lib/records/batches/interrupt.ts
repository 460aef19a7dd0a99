import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { SessionEnd } from '@/db/tables/sign-in'
import type { Context } from '@/lib/context'
import type { StopReason } from '@/lib/messages/batches'

/**
 * The ends of sessions after which what an admin began must not go on, and what is said of it: the account is taken back
 * from whoever may be in it, or they are no admin any more, even if they are one again before the next row has its turn.
 */
const interrupting: Partial<Record<SessionEnd, StopReason>> = {
  admin: 'signed-out',
  elsewhere: 'signed-out',
  email: 'signed-out',
  password: 'signed-out',
  reset: 'signed-out',
  over: 'admin-gone',
  role: 'admin-gone',
}

/** Whether someone's account is taken back from whoever may be in it by ending their sessions for this. */
export const takesBack = (why: SessionEnd): boolean => interrupting[why] === 'signed-out'

/** What a batch that runs was told to end for, if it was. */
export const interruptionOf = (reason: string | null): StopReason | null =>
  Object.values(interrupting).find((one) => one === reason) ?? null

/**
 * Within a transaction that has locked the person: where their sessions end for one of these, each batch of theirs that
 * runs is told to end before its next row. It ends by itself: whoever works on it has locked the batch before the person.
 */
export async function interruptBatches(
  tx: Writer,
  ctx: Context,
  userId: string,
  why: SessionEnd,
): Promise<void> {
  const reason = interrupting[why]
  if (!reason) return
  const { batches } = ctx.db.tables
  await tx
    .update(batches)
    .set({ reason })
    .where(and(eq(batches.state, 'running'), eq(batches.actorId, userId)))
}

/** The same for all batches of an organization that is suspended. */
export async function interruptAll(tx: Writer, ctx: Context, organizationId: string): Promise<void> {
  const { batches } = ctx.db.tables
  await tx
    .update(batches)
    .set({ reason: 'admin-gone' satisfies StopReason })
    .where(and(eq(batches.state, 'running'), eq(batches.organizationId, organizationId)))
}
