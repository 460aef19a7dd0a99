'use server'

import { redirect } from 'next/navigation'
import { addGroup, addGroupInput } from '@/lib/acts/groups/add'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const createGroup = formAction(
  requireAdmin,
  addGroupInput,
  async (ctx, admin, input) => {
    const added = await addGroup(ctx, admin, input)
    return added.ok
      ? redirect(withNotice(`/organization/groups/${added.value.groupId}`, 'group-added'))
      : added
  },
  { 'group-name-taken': 'name' },
)
