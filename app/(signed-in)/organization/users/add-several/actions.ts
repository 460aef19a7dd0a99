'use server'

import { redirect } from 'next/navigation'
import { beginAdding, beginAddingInput } from '@/lib/acts/batches/begin-adding'
import { previewPeople, previewPeopleInput } from '@/lib/acts/batches/preview-people'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'

/** The list stays on the server: what was pasted is not sent to and fro. */
export const previewList = formAction(
  requireAdmin,
  previewPeopleInput,
  async (ctx, admin, input) => {
    const shown = await previewPeople(ctx, admin, input)
    return shown.ok ? redirect(`/organization/users/add-several?preview=${shown.value.batchId}`) : shown
  },
  {
    ...{ 'list-empty': 'people', 'list-too-long': 'people', 'list-line-long': 'people' },
    ...{ 'list-unreadable': 'file', 'list-workbook': 'file', 'list-too-large': 'file' },
  },
)

export const addListed = formAction(requireAdmin, beginAddingInput, async (ctx, admin, input) => {
  const begun = await beginAdding(ctx, admin, input)
  return begun.ok ? redirect(`/organization/batches/${input.batchId}`) : begun
})
