'use server'

import { redirect } from 'next/navigation'
import { stopBatch, stopBatchInput } from '@/lib/acts/batches/stop'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'

/** The button is gone afterwards: the page says what became of it. */
export const stopMany = formAction(requireAdmin, stopBatchInput, async (ctx, admin, input) => {
  const stopped = await stopBatch(ctx, admin, input)
  return stopped.ok ? redirect(`/organization/batches/${input.batchId}`) : stopped
})
