'use server'

import { redirect } from 'next/navigation'
import { addPeople, addPeopleInput } from '@/lib/acts/groups/add-people'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const putIntoGroup = formAction(requireAdmin, addPeopleInput, async (ctx, admin, input) => {
  const added = await addPeople(ctx, admin, input)
  if (!added.ok) return added
  redirect(withNotice(`/organization/groups/${input.groupId}`, 'group-joined'))
})
