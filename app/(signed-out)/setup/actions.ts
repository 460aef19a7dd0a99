'use server'

import { setUpOrganization, setupInput } from '@/lib/acts/organizations/set-up'
import { leadOn } from '@/lib/web/complete-sign-in'
import { formAction } from '@/lib/web/form-action'
import { anyone } from '@/lib/web/gates'

export const createOrganization = formAction(
  anyone,
  setupInput,
  async (ctx, _anyone, input) => {
    const accepted = await setUpOrganization(ctx, input)
    return accepted.ok ? leadOn(accepted.value, null) : accepted
  },
  { 'password-common': 'password', 'password-personal': 'password', 'email-unavailable': 'email' },
)
