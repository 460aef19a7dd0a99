import { randomUUID } from 'node:crypto'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { insertRow } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import type { BatchKind } from '@/db/tables/batches'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { days } from '@/lib/duration'
import { batchesAtOnce } from '@/lib/figures'
import { happenedWithin } from '@/lib/lifespan'
import type { StopReason } from '@/lib/messages/batches'
import type { AuditActor } from '../audit/record'
import { record } from '../audit/record'

export type Batch = Tables['batches']['$inferSelect']
export type BatchRow = Tables['batchRows']['$inferSelect']

/** A row as it is put down: `waiting` unless it is known already what becomes of it. */
export type NewRow = Pick<BatchRow, 'name' | 'email'> &
  Partial<Pick<BatchRow, 'userId' | 'result' | 'reason'>>

/** How long a batch is kept that has ended. */
export const batchKept = days(30)
/** How long a preview can still be begun. */
export const previewLife = days(1)

const mostPreviews = 10

/**
 * Puts a batch down, in the transaction that has asked whether the admin still is one. `preview`: it waits to be begun, for
 * a day. `running`: the job takes it up as soon as this commits. `options` are stored as JSON.
 */
export async function openBatch(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  { kind, state, options, rows }: NewBatch,
): Promise<Batch> {
  const { batches, batchRows } = ctx.db.tables
  const counted = (result: BatchRow['result']) =>
    rows.filter((row) => (row.result ?? 'waiting') === result).length
  const now = ctx.now()
  if (state === 'preview') await dropOldPreviews(tx, ctx, admin.organizationId)
  const [batch] = await tx
    .insert(batches)
    .values({
      ...{ id: randomUUID(), organizationId: admin.organizationId, kind, state },
      options: JSON.stringify(options),
      ...{ actorId: admin.userId, actorName: admin.name },
      ...{ address: ctx.origin.address, userAgent: ctx.origin.userAgent },
      ...{ waiting: counted('waiting'), done: counted('done') },
      ...{ skipped: counted('skipped'), failed: counted('failed') },
      ...{ createdAt: now, startedAt: state === 'running' ? now : null },
    })
    .returning()
  if (!batch) throw new Error('The batch that was put down is not there.')
  for (const [n, row] of rows.entries())
    await insertRow(tx, batchRows, {
      ...{ batchId: batch.id, position: n + 1, name: row.name, email: row.email },
      ...{ result: row.result ?? 'waiting', reason: row.reason, userId: row.userId },
    })
  if (state === 'running') await recordStart(tx, ctx, batch, actorOfAdmin(admin))
  return batch
}

type NewBatch = {
  kind: BatchKind
  state: 'preview' | 'running'
  options: unknown
  rows: readonly NewRow[]
}

/** Whether an organization may begin another one: each may have thousands of rows, and is kept for a month. */
export async function hasRoomForBatch(tx: Writer, ctx: Context, organizationId: string): Promise<boolean> {
  const { batches } = ctx.db.tables
  const running = await tx
    .select({ id: batches.id })
    .from(batches)
    .where(and(eq(batches.state, 'running'), eq(batches.organizationId, organizationId)))
    .limit(batchesAtOnce)
  return running.length < batchesAtOnce
}

/** Within a transaction, and until it ends: the batch of this id, if it is of this organization. To be locked before people. */
export async function batchWithin(
  tx: Writer,
  ctx: Context,
  organizationId: string,
  batchId: string,
): Promise<Batch | null> {
  await ctx.db.lock(tx, `batch:${batchId}`)
  const { batches } = ctx.db.tables
  const [batch] = await tx
    .select()
    .from(batches)
    .where(and(eq(batches.id, batchId), eq(batches.organizationId, organizationId)))
  return batch ?? null
}

/**
 * Begins a preview, by the admin who does it now, with these options. False where it has been begun, is older than a day,
 * or is of a time that has yet to come.
 */
export async function beginBatch(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  batch: Batch,
  options: unknown,
): Promise<boolean> {
  const { batches } = ctx.db.tables
  const now = ctx.now()
  if (!happenedWithin(batch.createdAt, previewLife, now)) return false
  const [begun] = await tx
    .update(batches)
    .set({
      ...{ state: 'running', startedAt: now, options: JSON.stringify(options) },
      ...{ actorId: admin.userId, actorName: admin.name },
      ...{ address: ctx.origin.address, userAgent: ctx.origin.userAgent },
    })
    .where(and(eq(batches.id, batch.id), eq(batches.state, 'preview')))
    .returning()
  if (!begun) return false
  await recordStart(tx, ctx, begun, actorOfAdmin(admin))
  return true
}

/** Ends a batch that runs; what it has not come to stays undone. False where it does not run. */
export async function endBatch(
  tx: Writer,
  ctx: Context,
  batch: Batch,
  stopped: { reason: StopReason; actor: AuditActor },
): Promise<boolean> {
  const { batches } = ctx.db.tables
  const [ended] = await tx
    .update(batches)
    .set({ state: 'stopped', reason: stopped.reason, endedAt: ctx.now() })
    .where(and(eq(batches.id, batch.id), eq(batches.state, 'running')))
    .returning()
  if (!ended) return false
  await record(tx, ctx, batch.organizationId, {
    event: 'batch.stopped',
    actor: stopped.actor,
    detail: { batch: batch.kind, rowsDone: ended.done, rowsLeft: ended.waiting },
  })
  return true
}

const actorOfAdmin = ({ userId, name, email }: Admin): AuditActor => ({
  ...{ kind: 'user', id: userId },
  ...{ name, email },
})

const recordStart = (tx: Writer, ctx: Context, batch: Batch, actor: AuditActor) =>
  record(tx, ctx, batch.organizationId, {
    ...{ event: 'batch.started', actor },
    detail: { batch: batch.kind, rows: batch.waiting },
  })

/** An organization has some previews and no more: the oldest make room. */
async function dropOldPreviews(tx: Writer, ctx: Context, organizationId: string): Promise<void> {
  const { batches } = ctx.db.tables
  const kept = await tx
    .select({ id: batches.id })
    .from(batches)
    .where(and(eq(batches.organizationId, organizationId), eq(batches.state, 'preview')))
    .orderBy(desc(batches.createdAt))
  const old = kept.slice(mostPreviews - 1).map(({ id }) => id)
  // One that is begun meanwhile is no preview any more.
  if (old.length > 0)
    await tx.delete(batches).where(and(inArray(batches.id, old), eq(batches.state, 'preview')))
}
