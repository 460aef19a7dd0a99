'use server'

import { redirect } from 'next/navigation'
import { linkInput } from '@/lib/links/link'
import { confirmEmailChange, undoEmailChange } from '@/lib/users/change-email'
import { formAction } from '@/lib/web/form-action'
import { anyone } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const confirmEmail = formAction(anyone, linkInput, async (ctx, _anyone, input) => {
  const confirmed = await confirmEmailChange(ctx, input)
  // Whoever is not signed in is led there by way of signing in.
  return confirmed.ok ? redirect(withNotice('/profile', 'email-changed')) : confirmed
})

export const restoreEmail = formAction(anyone, linkInput, async (ctx, _anyone, input) => {
  const restored = await undoEmailChange(ctx, input)
  return restored.ok ? redirect(withNotice('/forgot-password', 'email-restored')) : restored
})
