'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { stopOwnRequest } from '@/lib/acts/recovery/stop-own'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { ok } from '@/lib/result'
import { dropWebSession } from '@/lib/web/auth'
import { formAction } from '@/lib/web/form-action'
import { anyone, requireMember } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'
import { keepTheme, themeInput } from '@/lib/web/theme'

export const signOutHere = formAction(requireMember, z.strictObject({}), async (ctx, member) => {
  await signOut(ctx, member)
  await dropWebSession()
  redirect(withNotice('/sign-in', 'signed-out'))
})

/** A matter of this browser alone: it needs no gate. */
export const chooseTheme = formAction(anyone, themeInput, async (_ctx, _anyone, { theme }) => {
  await keepTheme(theme)
  return ok(undefined)
})

export const stopOwnRecovery = formAction(requireMember, z.strictObject({}), async (ctx, member) => {
  const stopped = await stopOwnRequest(ctx, member)
  return stopped.ok ? redirect(withNotice('/profile', 'own-recovery-stopped')) : stopped
})
