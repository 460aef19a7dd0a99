'use server'

import { acceptInvitation, acceptInvitationInput } from '@/lib/users/invitation'
import { leadOn } from '@/lib/web/complete-sign-in'
import { formAction } from '@/lib/web/form-action'
import { anyone } from '@/lib/web/gates'

export const join = formAction(
  anyone,
  acceptInvitationInput,
  async (ctx, _anyone, input) => {
    const accepted = await acceptInvitation(ctx, input)
    return accepted.ok ? leadOn(accepted.value, null) : accepted
  },
  { 'password-common': 'password', 'password-personal': 'password' },
)
