'use server'

import { redirect } from 'next/navigation'
import { resetPassword } from '@/lib/acts/passwords/reset'
import { resetPasswordInput } from '@/lib/inputs'
import { browserToken, keepBrowser } from '@/lib/web/cookies'
import { formAction } from '@/lib/web/form-action'
import { anyone } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const savePassword = formAction(
  anyone,
  resetPasswordInput,
  async (ctx, _anyone, input) => {
    const browser = await browserToken()
    const saved = await resetPassword(ctx, input, browser)
    if (!saved.ok) return saved
    await keepBrowser(browser)
    redirect(withNotice('/sign-in', 'password-reset'))
  },
  { 'password-common': 'newPassword', 'password-personal': 'newPassword' },
)
