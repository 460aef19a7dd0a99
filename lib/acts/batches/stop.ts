import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { actorOf } from '@/lib/records/audit/actor'
import { batchWithin, endBatch } from '@/lib/records/batches/batch'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

export const stopBatchInput = z.strictObject({ batchId: opaque })

/** Ends a batch of the admin's organization, whoever began it. What was done stays done. */
export async function stopBatch(
  ctx: Context,
  admin: Admin,
  { batchId }: z.output<typeof stopBatchInput>,
): Promise<Result<void, 'batch-over'>> {
  return ctx.db.write(async (tx) => {
    const batch = await batchWithin(tx, ctx, admin.organizationId, batchId)
    if (!(await sessionStands(tx, ctx, admin, 'admin')) || !batch) return fail('batch-over')
    const ended = await endBatch(tx, ctx, batch, { reason: 'stopped-by-admin', actor: actorOf(admin) })
    return ended ? done : fail('batch-over')
  })
}
