'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { acceptInvitation, acceptInvitationInput } from '@/lib/acts/invitations/accept'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { dropWebSession } from '@/lib/web/auth'
import { leadOn } from '@/lib/web/complete-sign-in'
import { browserToken, keepBrowser } from '@/lib/web/cookies'
import { formAction } from '@/lib/web/form-action'
import { anyone, requireMember } from '@/lib/web/gates'

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

/** *Sign out and join*, for someone who opens an invitation where another account is signed in. */
export const signOutToJoin = formAction(
  requireMember,
  z.strictObject({ token: z.string().max(64) }),
  async (ctx, member, { token }) => {
    await signOut(ctx, member)
    await dropWebSession()
    redirect(`/invitation/${encodeURIComponent(token)}`)
  },
)
