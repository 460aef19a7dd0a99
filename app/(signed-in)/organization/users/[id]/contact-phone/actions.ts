'use server'

import { redirect } from 'next/navigation'
import { changeContactPhone, contactPhoneInput } from '@/lib/acts/users/change-contact-phone'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const saveContactPhone = formAction(
  requireAdmin,
  contactPhoneInput,
  async (ctx, admin, input) => {
    const changed = await changeContactPhone(ctx, admin, input)
    if (!changed.ok) return changed
    const page = input.userId === admin.userId ? '/profile' : `/organization/users/${input.userId}`
    redirect(withNotice(page, 'contact-phone-saved'))
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)
