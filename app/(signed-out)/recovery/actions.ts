'use server'

import { redirect } from 'next/navigation'
import { askForRecovery } from '@/lib/acts/recovery/ask'
import { completeInput, completeRecovery } from '@/lib/acts/recovery/complete'
import { confirmRequest } from '@/lib/acts/recovery/confirm'
import { sendFreshCompletion } from '@/lib/acts/recovery/send-fresh-completion'
import { stopRequest } from '@/lib/acts/recovery/stop'
import { askForRecoveryInput, linkInput } from '@/lib/inputs'
import { browserToken, keepBrowser } from '@/lib/web/cookies'
import { formAction } from '@/lib/web/form-action'
import { anyone } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const sendRequest = formAction(anyone, askForRecoveryInput, async (ctx, _anyone, input) => {
  const asked = await askForRecovery(ctx, input)
  return asked.ok ? redirect(withNotice('/recovery', 'recovery-asked')) : asked
})

export const confirmRecovery = formAction(anyone, linkInput, async (ctx, _anyone, input) => {
  const confirmed = await confirmRequest(ctx, input)
  if (!confirmed.ok) return confirmed
  redirect(
    withNotice(
      '/recovery',
      confirmed.value.attended ? 'recovery-confirmed' : 'recovery-confirmed-unattended',
    ),
  )
})

export const stopRecovery = formAction(anyone, linkInput, async (ctx, _anyone, input) => {
  const stopped = await stopRequest(ctx, input)
  if (!stopped.ok) return stopped
  redirect(withNotice('/recovery', stopped.value.told ? 'recovery-stopped' : 'recovery-stopped-quietly'))
})

export const savePasswordAndRecover = formAction(
  anyone,
  completeInput,
  async (ctx, _anyone, input) => {
    const browser = await browserToken()
    const completed = await completeRecovery(ctx, input, browser)
    if (!completed.ok) return completed
    await keepBrowser(browser)
    redirect(withNotice('/sign-in', 'recovery-completed'))
  },
  { 'password-common': 'newPassword', 'password-personal': 'newPassword' },
)

export const sendFreshLink = formAction(anyone, linkInput, async (ctx, _anyone, input) => {
  const sent = await sendFreshCompletion(ctx, input)
  return sent.ok ? redirect(withNotice('/recovery', 'recovery-fresh')) : sent
})
