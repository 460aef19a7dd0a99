'use server'

import { redirect } from 'next/navigation'
import { changeEmailOfOther, emailOfOtherInput } from '@/lib/acts/email/change-of-other'
import { renameUser, renameUserInput } from '@/lib/acts/users/rename'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'
import { unlessAsked } from '@/lib/web/second-admin'
import { whoHasIt } from '../../who-has-it'

const pageOf = (userId: string) => `/organization/users/${userId}`

export const correctName = formAction(requireAdmin, renameUserInput, async (ctx, admin, input) => {
  const renamed = await renameUser(ctx, admin, input)
  return renamed.ok ? redirect(withNotice(pageOf(input.userId), 'name-corrected')) : renamed
})

export const correctEmail = formAction(
  requireAdmin,
  emailOfOtherInput,
  async (ctx, admin, input) => {
    const changed = unlessAsked(await changeEmailOfOther(ctx, admin, input), pageOf(input.userId))
    if (!changed.ok) return changed.code === 'email-unavailable' ? whoHasIt(ctx, admin, input.email) : changed
    const notice = changed.value === 'moved' ? 'invitation-moved' : 'email-link-sent'
    redirect(withNotice(pageOf(input.userId), notice))
  },
  {
    'password-wrong': 'password',
    'email-same-as-before': 'email',
    'email-unavailable': 'email',
    'email-taken-here': 'email',
  },
)
