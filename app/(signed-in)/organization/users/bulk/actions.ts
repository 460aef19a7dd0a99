'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { beginOnPeople, beginOnPeopleInput } from '@/lib/acts/batches/begin-on-people'
import { listUsersInput } from '@/lib/queries/users/list'
import { matchingIds } from '@/lib/queries/users/selection'
import { fail } from '@/lib/result'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'

const beginInput = beginOnPeopleInput.extend({
  userIds: z.array(z.string().max(64)).max(100),
  all: z.boolean(),
  search: listUsersInput.shape.search,
  twoFactor: listUsersInput.shape.twoFactor,
  /** How many the page said there were. */
  shown: z.coerce.number().int(),
})

/** Who matches is looked up again; where they are not as many as the page said, the admin looks again. */
export const beginForMany = formAction(
  requireAdmin,
  beginInput,
  async (ctx, admin, { all, search, twoFactor, shown, userIds, ...input }) => {
    const ids = all ? await matchingIds(ctx, admin, { search, twoFactor }) : userIds
    if (!ids) return fail('selection-too-large')
    if (ids.length === 0) return fail('selection-empty')
    if (all && ids.length !== shown) return fail('selection-changed')
    const begun = await beginOnPeople(ctx, admin, { ...input, userIds: ids })
    return begun.ok ? redirect(`/organization/batches/${begun.value.batchId}`) : begun
  },
  { 'group-unknown': 'groupId' },
)
