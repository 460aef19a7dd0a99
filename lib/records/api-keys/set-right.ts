import { eq, gt } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { later } from '@/lib/duration'
import { latest } from '@/lib/lifespan'

/** Lets the keys that were made in a time that has yet to come begin now: they last as long as was asked for. */
export async function setApiKeysRight(tx: Writer, ctx: Context): Promise<void> {
  const { apiKeys } = ctx.db.tables
  const now = ctx.now()
  const misdated = await tx
    .select({ id: apiKeys.id, createdAt: apiKeys.createdAt, expiresAt: apiKeys.expiresAt })
    .from(apiKeys)
    .where(gt(apiKeys.createdAt, latest(now)))
  for (const { id, createdAt, expiresAt } of misdated) {
    const lasts = expiresAt.getTime() - createdAt.getTime()
    await tx
      .update(apiKeys)
      .set({ createdAt: now, expiresAt: later(now, lasts) })
      .where(eq(apiKeys.id, id))
  }
}
