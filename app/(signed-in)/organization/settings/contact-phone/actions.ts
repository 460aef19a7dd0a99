'use server'

import { redirect } from 'next/navigation'
import {
  changeOrganizationPhone,
  organizationPhoneInput,
} from '@/lib/acts/organizations/change-contact-phone'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const saveOrganizationPhone = formAction(
  requireAdmin,
  organizationPhoneInput,
  async (ctx, admin, input) => {
    const changed = await changeOrganizationPhone(ctx, admin, input)
    return changed.ok ? redirect(withNotice('/organization/settings', 'contact-phone-saved')) : changed
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)
