'use server'

import { redirect } from 'next/navigation'
import { beginOnPeople } from '@/lib/acts/batches/begin-on-people'
import { stopBatch, stopBatchInput } from '@/lib/acts/batches/stop'
import { invitedBy } from '@/lib/queries/batches/links'
import { fail } from '@/lib/result'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'

/** The button is gone afterwards: the page says what became of it. */
export const stopMany = formAction(requireAdmin, stopBatchInput, async (ctx, admin, input) => {
  const stopped = await stopBatch(ctx, admin, input)
  return stopped.ok ? redirect(`/organization/batches/${input.batchId}`) : stopped
})

/** Invites those of a batch again who haven't joined: what becomes of that, and their links, has a page of its own. */
export const renewLinks = formAction(requireAdmin, stopBatchInput, async (ctx, admin, { batchId }) => {
  const userIds = await invitedBy(ctx, admin, batchId)
  if (userIds.length === 0) return fail('selection-empty')
  const begun = await beginOnPeople(ctx, admin, { kind: 'invite-again', userIds, signOut: false })
  return begun.ok ? redirect(`/organization/batches/${begun.value.batchId}`) : begun
})
