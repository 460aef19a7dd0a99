import { and, asc, desc, eq, gt, inArray, ne } from 'drizzle-orm'
import type { BatchState, RowResult } from '@/db/tables/batches'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { happenedWithin } from '@/lib/lifespan'
import { type Batch, previewLife } from '@/lib/records/batches/batch'

/** A batch as its page shows it. `total`: of all its rows. */
export type BatchDetails = Pick<
  Batch,
  | 'id'
  | 'kind'
  | 'state'
  | 'reason'
  | 'actorName'
  | 'waiting'
  | 'done'
  | 'skipped'
  | 'failed'
  | 'createdAt'
  | 'startedAt'
  | 'endedAt'
> & { total: number }

/** A row of a batch. `userId`: of whoever it is about, while they are in the organization. */
export type BatchLine = {
  position: number
  userId: string | null
  name: string
  email: string
  result: RowResult
  reason: string | null
}

export const batchPageSize = 50

/** A batch of the admin's organization in one of these states; a preview for a day only. Null for any other. */
export async function findBatch(
  ctx: Context,
  admin: Admin,
  batchId: string,
  states: readonly BatchState[] = ['running', 'done', 'stopped'],
): Promise<BatchDetails | null> {
  const { batches } = ctx.db.tables
  const [batch] = await ctx.db.read
    .select()
    .from(batches)
    .where(
      and(
        eq(batches.id, batchId),
        eq(batches.organizationId, admin.organizationId),
        inArray(batches.state, [...states]),
      ),
    )
  if (!batch) return null
  if (batch.state === 'preview' && !happenedWithin(batch.createdAt, previewLife, ctx.now())) return null
  return detailsOf(batch)
}

/** The latest batches of the admin's organization that were begun; fifty at most. */
export async function listBatches(ctx: Context, admin: Admin): Promise<BatchDetails[]> {
  const { batches } = ctx.db.tables
  const found = await ctx.db.read
    .select()
    .from(batches)
    .where(and(eq(batches.organizationId, admin.organizationId), ne(batches.state, 'preview')))
    .orderBy(desc(batches.createdAt), desc(batches.id))
    .limit(batchPageSize)
  return found.map(detailsOf)
}

function detailsOf({ organizationId: _, options: __, address: ___, userAgent: ____, ...batch }: Batch) {
  const { actorId: _actor, ...shown } = batch
  return { ...shown, total: batch.waiting + batch.done + batch.skipped + batch.failed }
}

/** One page of a batch's rows in their order, of one result or of all; none for another organization's. */
export async function listBatchRows(
  ctx: Context,
  admin: Admin,
  { batchId, result, after = 0 }: { batchId: string; result?: RowResult | undefined; after?: number },
): Promise<{ rows: BatchLine[]; next: number | null }> {
  const { batches, batchRows, users } = ctx.db.tables
  const rows = await ctx.db.read
    .select({
      position: batchRows.position,
      userId: users.id,
      ...{ name: batchRows.name, email: batchRows.email },
      ...{ result: batchRows.result, reason: batchRows.reason },
    })
    .from(batchRows)
    .innerJoin(batches, eq(batches.id, batchRows.batchId))
    .leftJoin(users, and(eq(users.id, batchRows.userId), eq(users.organizationId, batches.organizationId)))
    .where(
      and(
        eq(batchRows.batchId, batchId),
        eq(batches.organizationId, admin.organizationId),
        result ? eq(batchRows.result, result) : undefined,
        gt(batchRows.position, after),
      ),
    )
    .orderBy(asc(batchRows.position))
    .limit(batchPageSize + 1)
  const last = rows[batchPageSize - 1]
  return {
    rows: rows.slice(0, batchPageSize),
    next: rows.length > batchPageSize && last ? last.position : null,
  }
}

/** What was not done of a batch, page by page: the skipped, the failed, and what a batch that was stopped did not come to. */
export async function* rowsNotDone(ctx: Context, admin: Admin, batchId: string): AsyncGenerator<BatchLine[]> {
  for (const result of ['failed', 'skipped', 'waiting'] as const) {
    let after: number | null = 0
    while (after !== null) {
      const page: Awaited<ReturnType<typeof listBatchRows>> = await listBatchRows(ctx, admin, {
        ...{ batchId, result, after },
      })
      if (page.rows.length > 0) yield page.rows
      after = page.next
    }
  }
}
