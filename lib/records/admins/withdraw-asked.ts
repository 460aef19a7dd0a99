import { and, eq, isNull } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'

/**
 * Within a transaction that has locked the person: no one can agree any more to what they asked a second admin for. Whoever
 * secures an account believes that someone else was in it, who may have asked. The server writes it down (`endExpired`).
 */
export async function withdrawAsked(tx: Writer, ctx: Context, userId: string): Promise<void> {
  const { askedActs } = ctx.db.tables
  await tx
    .update(askedActs)
    .set({ endCause: 'asker-secured' })
    .where(and(eq(askedActs.state, 'waiting'), eq(askedActs.askedById, userId), isNull(askedActs.endCause)))
}
