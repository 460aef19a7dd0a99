'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { changeOrganization, changeOrganizationInput } from '@/lib/acts/organizations/change'
import { changeSessionLength, sessionLengthInput } from '@/lib/acts/organizations/change-sessions'
import { removeLogo } from '@/lib/acts/organizations/remove-logo'
import { logoInput, setLogo } from '@/lib/acts/organizations/set-logo'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const saveOrganization = formAction(
  requireAdmin,
  changeOrganizationInput,
  async (ctx, admin, input) => {
    const changed = await changeOrganization(ctx, admin, input)
    return changed.ok ? redirect(withNotice('/organization/settings', 'organization-saved')) : changed
  },
)

const settings = '/organization/settings'

export const saveSessionLength = formAction(requireAdmin, sessionLengthInput, async (ctx, admin, input) => {
  const changed = await changeSessionLength(ctx, admin, input)
  return changed.ok ? redirect(withNotice(settings, 'session-length-saved')) : changed
})

export const saveLogo = formAction(
  requireAdmin,
  logoInput,
  async (ctx, admin, input) => {
    const set = await setLogo(ctx, admin, input)
    return set.ok ? redirect(withNotice(settings, 'logo-saved')) : set
  },
  { 'icon-unreadable': 'logo' },
)

export const dropLogo = formAction(requireAdmin, z.strictObject({}), async (ctx, admin) => {
  const removed = await removeLogo(ctx, admin)
  return removed.ok ? redirect(withNotice(settings, 'logo-removed')) : removed
})
