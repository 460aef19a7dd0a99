import { and, eq, gt, lte, or } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { later } from '@/lib/duration'
import { latest } from '@/lib/lifespan'
import { batchKept, previewLife } from './batch'

/** Deletes one batch that ended 30 days ago, or one preview that no one began within a day; false where there is none. */
export async function sweepBatches(tx: Writer, ctx: Context): Promise<boolean> {
  const { batches } = ctx.db.tables
  const now = ctx.now()
  const [old] = await tx
    .select({ id: batches.id })
    .from(batches)
    .where(
      or(
        and(eq(batches.state, 'preview'), lte(batches.createdAt, later(now, -previewLife))),
        lte(batches.endedAt, later(now, -batchKept)),
      ),
    )
    .limit(1)
  if (old) await tx.delete(batches).where(eq(batches.id, old.id))
  return old !== undefined
}

/** What a clock that was ahead has dated happened now at the latest. */
export async function setBatchesRight(tx: Writer, ctx: Context): Promise<void> {
  const { batches } = ctx.db.tables
  const now = ctx.now()
  await tx
    .update(batches)
    .set({ createdAt: now })
    .where(gt(batches.createdAt, latest(now)))
  await tx
    .update(batches)
    .set({ startedAt: now })
    .where(gt(batches.startedAt, latest(now)))
  await tx
    .update(batches)
    .set({ endedAt: now })
    .where(gt(batches.endedAt, latest(now)))
}
