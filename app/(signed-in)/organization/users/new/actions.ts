'use server'

import { redirect } from 'next/navigation'
import { addUser, addUserInput } from '@/lib/acts/users/add'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'
import { whoHasIt } from '../who-has-it'

/** The invitation link is a secret, which has no place in a form's state: the person's own page shows it. */
export const add = formAction(
  requireAdmin,
  // Several boxes of one name: none of them ticked is a list without anything.
  addUserInput.extend({ groupIds: addUserInput.shape.groupIds.unwrap() }),
  async (ctx, admin, input) => {
    const added = await addUser(ctx, admin, input)
    if (!added.ok && added.code === 'email-unavailable') return whoHasIt(ctx, admin, input.email)
    return added.ok ? redirect(withNotice(`/organization/users/${added.value.userId}`, 'user-added')) : added
  },
  { 'email-unavailable': 'email', 'email-taken-here': 'email' },
)
