'use server'

import { acceptInvitation, acceptInvitationInput } from '@/lib/users/invitation'
import { leadOn } from '@/lib/web/complete-sign-in'
import { browserToken, keepBrowser } from '@/lib/web/cookies'
import { formAction } from '@/lib/web/form-action'
import { anyone } from '@/lib/web/gates'

export const join = formAction(
  anyone,
  acceptInvitationInput,
  async (ctx, _anyone, input) => {
    const browser = await browserToken()
    const accepted = await acceptInvitation(ctx, input, browser)
    if (!accepted.ok) return accepted
    await keepBrowser(browser)
    return leadOn(accepted.value, null)
  },
  { 'password-common': 'password', 'password-personal': 'password' },
)
