'use server'

import { signOut } from '@/lib/acts/sessions/sign-out'
import { takeHandOver, takeHandOverInput } from '@/lib/acts/sessions/take-hand-over'
import { completeSignIn } from '@/lib/web/complete-sign-in'
import { formAction } from '@/lib/web/form-action'
import { anyone, glimpsePerson, requireMember } from '@/lib/web/gates'
import { ownPath } from '@/lib/web/own-path'

export const continueHere = formAction(anyone, takeHandOverInput, async (ctx, _anyone, input) => {
  const taken = await takeHandOver(ctx, input)
  if (!taken.ok) return taken
  // Whoever was signed in here is no more: their session does not live on without its cookie.
  if (await glimpsePerson()) await signOut(ctx, await requireMember())
  return completeSignIn(taken.value.ticket, ownPath(taken.value.path))
})
