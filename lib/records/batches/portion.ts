import { and, asc, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { Context } from '@/lib/context'
import type { RowReason, StopReason } from '@/lib/messages/batches'
import { keepsSessions } from '../policy/demand'
import { isActive } from '../users/active'
import { lockPerson } from '../users/lock'
import { type Batch, type BatchRow, endBatch } from './batch'
import { interruptionOf } from './interrupt'

/** The admin who began a batch, as they stand while a portion of it is worked on. */
export type BatchActor = {
  userId: string
  name: string
  email: string
  organizationId: string
  organizationName: string
}

/** Some rows of a batch, in their order. Their people, and the admin, are locked. */
export type Portion = { batch: Batch; actor: BatchActor; options: unknown; rows: BatchRow[] }

/** What became of a row. `userId`: whom it is about, where that was not known before. */
export type Outcome = {
  position: number
  result: 'done' | 'skipped' | 'failed'
  reason?: RowReason
  userId?: string
}

/**
 * Does to the rows of a portion what the batch is for, in one transaction: an outcome for each, or why the whole batch
 * ends here. It may be run again where the transaction lost a race.
 */
export type BatchWork = (
  tx: Writer,
  ctx: Context,
  portion: Portion,
) => Promise<Outcome[] | { stop: StopReason }>

/**
 * Within a transaction: works on the next waiting rows of a batch, `atOnce` at most, and writes down what became of them.
 * Each row has its turn once, on however many servers, and what was done stands only together with its outcome. Asks again
 * whether the admin who began it still is one, and was all the time, and was not signed out everywhere; if not, the batch
 * ends. False where nothing is left to do.
 */
export async function workPortion(
  tx: Writer,
  ctx: Context,
  batchId: string,
  { work, atOnce }: { work: (kind: Batch['kind']) => BatchWork; atOnce: number },
): Promise<boolean> {
  const found = await nextRows(tx, ctx, batchId, atOnce)
  if (!found) return false
  const { batch, rows } = found
  const here = { ...ctx, origin: { address: batch.address, userAgent: batch.userAgent } }
  await lockPerson(tx, ctx, batch.actorId, ...rows.flatMap(({ userId }) => userId ?? []))
  const actor = await actorNow(tx, ctx, batch)
  if (typeof actor === 'string') {
    await endBatch(tx, ctx, batch, { reason: actor, actor: { kind: 'nobody' } })
    return false
  }
  const options: unknown = JSON.parse(batch.options)
  const worked = await work(batch.kind)(tx, here, { batch, actor, options, rows })
  if ('stop' in worked) {
    await endBatch(tx, ctx, batch, { reason: worked.stop, actor: { kind: 'nobody' } })
    return false
  }
  return writeDown(tx, ctx, batch, worked)
}

/** The same without doing anything: the next row is one that the work fails on. */
export async function failNextRow(tx: Writer, ctx: Context, batchId: string): Promise<boolean> {
  const found = await nextRows(tx, ctx, batchId, 1)
  if (!found) return false
  const failed = found.rows.map(({ position }) => ({
    ...{ position, result: 'failed' as const, reason: 'error' as const },
  }))
  return writeDown(tx, ctx, found.batch, failed)
}

/** The batch, if it runs, taken to itself, and the rows whose turn it is. Null where none is left: then it has ended. */
async function nextRows(tx: Writer, ctx: Context, batchId: string, atOnce: number) {
  const { batches, batchRows } = ctx.db.tables
  await ctx.db.lock(tx, `batch:${batchId}`)
  const [batch] = await tx
    .select()
    .from(batches)
    .where(and(eq(batches.id, batchId), eq(batches.state, 'running')))
  if (!batch) return null
  const rows = await tx
    .select()
    .from(batchRows)
    .where(and(eq(batchRows.batchId, batchId), eq(batchRows.result, 'waiting')))
    .orderBy(asc(batchRows.position))
    .limit(atOnce)
  if (rows.length > 0) return { batch, rows }
  await finish(tx, ctx, batch)
  return null
}

/** The admin, if they still are one whose sessions nobody has ended since; otherwise why the batch ends. */
async function actorNow(tx: Writer, ctx: Context, batch: Batch): Promise<BatchActor | StopReason> {
  const { batches, users, organizations } = ctx.db.tables
  const [found] = await tx
    .select({ user: users, organization: organizations, interrupted: batches.reason })
    .from(users)
    .innerJoin(batches, eq(batches.id, batch.id))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        eq(users.id, batch.actorId),
        eq(users.organizationId, batch.organizationId),
        eq(users.role, 'admin'),
        isActive({ users, organizations }),
      ),
    )
  if (!found || !keepsSessions({ ...found.organization, ...found.user }, ctx.now())) return 'admin-gone'
  const interrupted = interruptionOf(found.interrupted)
  if (interrupted) return interrupted
  const { id: userId, name, email, organizationId } = found.user
  return { userId, name, email, organizationId, organizationName: found.organization.name }
}

async function writeDown(tx: Writer, ctx: Context, batch: Batch, outcomes: Outcome[]): Promise<boolean> {
  const { batches, batchRows } = ctx.db.tables
  for (const { position, result, reason = null, userId } of outcomes)
    await tx
      .update(batchRows)
      .set({ result, reason, ...(userId !== undefined && { userId }) })
      .where(and(eq(batchRows.batchId, batch.id), eq(batchRows.position, position)))
  const counted = (result: Outcome['result']) => outcomes.filter((one) => one.result === result).length
  const [after] = await tx
    .update(batches)
    .set({
      waiting: plus(batches.waiting, -outcomes.length),
      done: plus(batches.done, counted('done')),
      skipped: plus(batches.skipped, counted('skipped')),
      failed: plus(batches.failed, counted('failed')),
    })
    .where(eq(batches.id, batch.id))
    .returning()
  if (after && after.waiting > 0) return true
  await finish(tx, ctx, batch)
  return false
}

async function finish(tx: Writer, ctx: Context, batch: Batch): Promise<void> {
  const { batches } = ctx.db.tables
  const end = { state: 'done' as const, reason: null, endedAt: ctx.now() }
  await tx.update(batches).set(end).where(eq(batches.id, batch.id))
}
