'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { forgetBrowserInput, forgetTrustedBrowser } from '@/lib/acts/browsers/forget'
import { askForEmailChange, changeEmailInput } from '@/lib/acts/email/ask-for-change'
import { changePassword, changePasswordInput } from '@/lib/acts/passwords/change'
import { endOtherSessions } from '@/lib/acts/sessions/end-others'
import { endOwnSession, endSessionInput } from '@/lib/acts/sessions/end-own'
import { disableInput, disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { removeAuthenticatorInput, removeOwnAuthenticator } from '@/lib/acts/two-factor/remove-authenticator'
import { removePasskey, removePasskeyInput } from '@/lib/acts/two-factor/remove-passkey'
import { renameAuthenticator, renameAuthenticatorInput } from '@/lib/acts/two-factor/rename-authenticator'
import { renamePasskey, renamePasskeyInput } from '@/lib/acts/two-factor/rename-passkey'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { bothFactors } from '@/lib/inputs'
import { ok } from '@/lib/result'
import { formAction } from '@/lib/web/form-action'
import { requireMember } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const turnOff = formAction(
  requireMember,
  disableInput,
  async (ctx, member, input) => {
    const off = await disableTwoFactor(ctx, member, input)
    return off.ok ? redirect(withNotice('/profile', 'two-factor-off')) : off
  },
  { 'password-wrong': 'password' },
)

export const renameOneAuthenticator = formAction(
  requireMember,
  renameAuthenticatorInput,
  async (ctx, member, input) => {
    const renamed = await renameAuthenticator(ctx, member, input)
    if (renamed.ok) redirect(withNotice('/profile', 'authenticator-renamed'))
    // With the authenticator the dialog is gone, and what it would have said.
    return renamed.code === 'authenticator-unknown' ? redirect(withNotice('/profile', renamed.code)) : renamed
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)

export const removeAuthenticator = formAction(
  requireMember,
  removeAuthenticatorInput,
  async (ctx, member, input) => {
    const removed = await removeOwnAuthenticator(ctx, member, input)
    if (removed.ok) redirect(withNotice('/profile', 'authenticator-removed'))
    return removed.code === 'authenticator-unknown' || removed.code === 'last-authenticator'
      ? redirect(withNotice('/profile', removed.code))
      : removed
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)

export const renameOnePasskey = formAction(
  requireMember,
  renamePasskeyInput,
  async (ctx, member, input) => {
    const renamed = await renamePasskey(ctx, member, input)
    if (renamed.ok) redirect(withNotice('/profile', 'passkey-renamed'))
    return renamed.code === 'passkey-not-yours' ? redirect(withNotice('/profile', renamed.code)) : renamed
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)

export const removeOnePasskey = formAction(
  requireMember,
  removePasskeyInput,
  async (ctx, member, input) => {
    const removed = await removePasskey(ctx, member, input)
    if (removed.ok) redirect(withNotice('/profile', 'passkey-removed'))
    return removed.code === 'passkey-not-yours' || removed.code === 'last-passkey'
      ? redirect(withNotice('/profile', removed.code))
      : removed
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)

export const makeNewRecoveryCodes = formAction(
  requireMember,
  bothFactors,
  async (ctx, member, input) => {
    const renewed = await renewRecoveryCodes(ctx, member, input)
    return renewed.ok ? redirect('/two-factor/recovery-codes?next=/profile') : renewed
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)

export const changeOwnPassword = formAction(
  requireMember,
  changePasswordInput,
  async (ctx, member, input) => {
    const changed = await changePassword(ctx, member, input)
    return changed.ok ? redirect(withNotice('/profile', 'password-changed')) : changed
  },
  { 'password-wrong': 'password', 'password-common': 'newPassword', 'password-personal': 'newPassword' },
)

export const changeOwnEmail = formAction(
  requireMember,
  changeEmailInput,
  async (ctx, member, input) => {
    const asked = await askForEmailChange(ctx, member, input)
    return asked.ok ? ok(`We’ve emailed a link to ${input.email}. It expires in 60 minutes.`) : asked
  },
  { 'password-wrong': 'password', 'email-same': 'email' },
)

export const endSession = formAction(requireMember, endSessionInput, async (ctx, member, input) => {
  const ended = await endOwnSession(ctx, member, input)
  return ended.ok ? redirect(withNotice('/profile', 'session-ended')) : ended
})

export const forgetBrowser = formAction(requireMember, forgetBrowserInput, async (ctx, member, input) => {
  const forgotten = await forgetTrustedBrowser(ctx, member, input)
  return forgotten.ok ? redirect(withNotice('/profile', 'browser-forgotten')) : forgotten
})

export const signOutElsewhere = formAction(requireMember, z.strictObject({}), async (ctx, member) => {
  await endOtherSessions(ctx, member)
  redirect(withNotice('/profile', 'sessions-ended'))
})
