import type { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { batchWithin, beginBatch, hasRoomForBatch } from '@/lib/records/batches/batch'
import { addPeopleOptions } from '@/lib/records/batches/options'
import { groupsWithin } from '@/lib/records/groups/group'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

export const beginAddingInput = addPeopleOptions.extend({ batchId: opaque })

/**
 * Has the people of a preview added, all in the same way. One group that is not the organization's is enough for no one to
 * be added, and so is a preview that was used, or is older than a day.
 */
export async function beginAdding(
  ctx: Context,
  admin: Admin,
  { batchId, ...options }: z.output<typeof beginAddingInput>,
): Promise<Result<void, 'preview-over' | 'group-unknown' | 'batches-full'>> {
  return ctx.db.write(async (tx) => {
    const batch = await batchWithin(tx, ctx, admin.organizationId, batchId)
    if (!(await sessionStands(tx, ctx, admin, 'admin')) || batch?.kind !== 'add-people')
      return fail('preview-over')
    if (!(await hasRoomForBatch(tx, ctx, admin.organizationId))) return fail('batches-full')
    const { groupIds } = options
    const groups = groupIds.length > 0 ? await groupsWithin(tx, ctx, admin.organizationId, groupIds) : []
    if (!groups) return fail('group-unknown')
    return (await beginBatch(tx, ctx, admin, batch, options)) ? done : fail('preview-over')
  })
}
