'use server'

import { redirect } from 'next/navigation'
import { changeGroup, changeGroupInput } from '@/lib/acts/groups/change'
import { groupInput, removeGroup } from '@/lib/acts/groups/remove'
import { membershipInput, removePerson } from '@/lib/acts/groups/remove-person'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'
import { unlessAsked } from '@/lib/web/second-admin'

export const saveGroup = formAction(
  requireAdmin,
  changeGroupInput,
  async (ctx, admin, input) => {
    const saved = await changeGroup(ctx, admin, input)
    return saved.ok ? redirect(withNotice(`/organization/groups/${input.groupId}`, 'group-saved')) : saved
  },
  { 'group-name-taken': 'name' },
)

export const takeOutOfGroup = formAction(requireAdmin, membershipInput, async (ctx, admin, input) => {
  const page = `/organization/groups/${input.groupId}`
  const removed = unlessAsked(await removePerson(ctx, admin, input), page)
  return removed.ok ? redirect(withNotice(page, 'group-left')) : removed
})

export const deleteGroup = formAction(requireAdmin, groupInput, async (ctx, admin, input) => {
  const removed = await removeGroup(ctx, admin, input)
  return removed.ok ? redirect(withNotice('/organization/groups', 'group-deleted')) : removed
})
