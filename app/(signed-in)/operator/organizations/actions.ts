'use server'

import { redirect } from 'next/navigation'
import { addOrganization, addOrganizationInput } from '@/lib/acts/organizations/add'
import { reactivateOrganization } from '@/lib/acts/organizations/reactivate'
import { renewFirstInvitation } from '@/lib/acts/organizations/renew-first-invitation'
import { suspendOrganization } from '@/lib/acts/organizations/suspend'
import { organizationInput } from '@/lib/inputs'
import { formAction } from '@/lib/web/form-action'
import { requireOperator } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

const pageOf = (id: string) => `/operator/organizations/${id}`

export const addOrganizationAndAdmin = formAction(
  requireOperator,
  addOrganizationInput,
  async (ctx, operator, input) => {
    const added = await addOrganization(ctx, operator, input)
    return added.ok ? redirect(withNotice(pageOf(added.value.organizationId), 'organization-added')) : added
  },
  { 'email-unavailable': 'email' },
)

export const suspendWhole = formAction(requireOperator, organizationInput, async (ctx, operator, input) => {
  const suspended = await suspendOrganization(ctx, operator, input)
  return suspended.ok
    ? redirect(withNotice(pageOf(input.organizationId), 'organization-suspended'))
    : suspended
})

export const reactivateWhole = formAction(
  requireOperator,
  organizationInput,
  async (ctx, operator, input) => {
    const reactivated = await reactivateOrganization(ctx, operator, input)
    return reactivated.ok
      ? redirect(withNotice(pageOf(input.organizationId), 'organization-reactivated'))
      : reactivated
  },
)

export const inviteFirstAgain = formAction(
  requireOperator,
  organizationInput,
  async (ctx, operator, input) => {
    const renewed = await renewFirstInvitation(ctx, operator, input)
    return renewed.ok ? redirect(withNotice(pageOf(input.organizationId), 'invitation-renewed')) : renewed
  },
)
