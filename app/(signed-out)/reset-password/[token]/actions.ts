'use server'

import { redirect } from 'next/navigation'
import { resetPassword, resetPasswordInput } from '@/lib/passwords/reset'
import { formAction } from '@/lib/web/form-action'
import { anyone } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const savePassword = formAction(
  anyone,
  resetPasswordInput,
  async (ctx, _anyone, input) => {
    const saved = await resetPassword(ctx, input)
    return saved.ok ? redirect(withNotice('/sign-in', 'password-reset')) : saved
  },
  { 'password-common': 'newPassword', 'password-personal': 'newPassword' },
)
