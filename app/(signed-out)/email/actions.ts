'use server'

import { redirect } from 'next/navigation'
import { confirmEmailChange } from '@/lib/acts/email/confirm-change'
import { undoEmailChange } from '@/lib/acts/email/undo-change'
import { linkInput } from '@/lib/inputs'
import { formAction } from '@/lib/web/form-action'
import { anyone, glimpsePerson } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const confirmEmail = formAction(anyone, linkInput, async (ctx, _anyone, input) => {
  const confirmed = await confirmEmailChange(ctx, input)
  if (!confirmed.ok) return confirmed
  // Not to the profile by way of signing in: what is said would be lost on the way.
  const page = (await glimpsePerson()) ? '/profile' : '/sign-in'
  redirect(withNotice(page, 'email-changed'))
})

export const restoreEmail = formAction(anyone, linkInput, async (ctx, _anyone, input) => {
  const restored = await undoEmailChange(ctx, input)
  return restored.ok ? redirect(withNotice('/forgot-password', 'email-restored')) : restored
})
