'use server'

import { askForReset } from '@/lib/acts/passwords/ask-for-reset'
import { forgotPasswordInput } from '@/lib/inputs'
import { ok } from '@/lib/result'
import { formAction } from '@/lib/web/form-action'
import { anyone } from '@/lib/web/gates'

export const sendResetLink = formAction(anyone, forgotPasswordInput, async (ctx, _anyone, input) => {
  const asked = await askForReset(ctx, input)
  return asked.ok
    ? ok('If there is an account with this address, we’ve emailed a link. It expires in 60 minutes.')
    : asked
})
