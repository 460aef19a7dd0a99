'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { beginAddition, beginAdditionInput } from '@/lib/acts/two-factor/begin-addition'
import { beginEnrollment, beginEnrollmentInput } from '@/lib/acts/two-factor/begin-enrollment'
import { beginPasskey, beginPasskeyInput } from '@/lib/acts/two-factor/begin-passkey'
import { beginReplacement, beginReplacementInput } from '@/lib/acts/two-factor/begin-replacement'
import { confirmEnrollment, confirmInput } from '@/lib/acts/two-factor/confirm'
import { confirmPasskey, confirmPasskeyInput } from '@/lib/acts/two-factor/confirm-passkey'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { enrollmentLink } from '@/lib/web/cookies'
import { formAction } from '@/lib/web/form-action'
import { requireMember } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'
import { ownPath } from '@/lib/web/own-path'

/** Where the page leads when it is done, if not to the profile. */
const leading = { next: z.string().max(512).optional() }

/** A path with where it leads in the end. */
const withNext = (path: string, next: string | undefined) => {
  const own = ownPath(next)
  return own ? `${path}?next=${encodeURIComponent(own)}` : path
}

const page = '/profile/two-factor'
const codesPage = '/two-factor/recovery-codes'

/** Where an enrollment is over: if its codes are still shown, it was confirmed, and the answer that led to them was lost. */
const whereOver = (shown: string[] | null, codes: string) =>
  shown ? codes : withNotice('/profile', 'enrollment-over')

export const begin = formAction(
  requireMember,
  beginEnrollmentInput.extend(leading),
  async (ctx, member, { next, ...input }) => {
    const begun = await beginEnrollment(ctx, member, {
      ...input,
      enrollmentLink: await enrollmentLink(),
    })
    return begun.ok ? redirect(withNext(page, next)) : begun
  },
  {
    'password-wrong': 'password',
    'enrollment-code-needed': 'enrollmentCode',
    'enrollment-code-wrong': 'enrollmentCode',
    'enrollment-code-over': 'enrollmentCode',
  },
)

export const replace = formAction(
  requireMember,
  beginReplacementInput.extend(leading),
  async (ctx, member, { next, ...input }) => {
    const begun = await beginReplacement(ctx, member, input)
    return begun.ok ? redirect(withNext(page, next)) : begun
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)

export const addAnother = formAction(
  requireMember,
  beginAdditionInput,
  async (ctx, member, input) => {
    const begun = await beginAddition(ctx, member, input)
    return begun.ok ? redirect(`${page}/add`) : begun
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)

export const beginPasskeyAddition = formAction(
  requireMember,
  beginPasskeyInput.extend(leading),
  async (ctx, member, { next, ...input }) => {
    const begun = await beginPasskey(ctx, member, { ...input, enrollmentLink: await enrollmentLink() })
    return begun.ok ? redirect(withNext(`${page}/passkey`, next)) : begun
  },
  {
    'password-wrong': 'password',
    'code-wrong': 'code',
    'enrollment-code-needed': 'enrollmentCode',
    'enrollment-code-wrong': 'enrollmentCode',
    'enrollment-code-over': 'enrollmentCode',
  },
)

export const confirmAddedPasskey = formAction(
  requireMember,
  confirmPasskeyInput.extend(leading),
  async (ctx, member, { next, ...input }) => {
    const confirmed = await confirmPasskey(ctx, member, input)
    const codes = withNext(codesPage, next ?? '/profile')
    if (confirmed.ok)
      redirect(confirmed.value.as === 'added' ? withNotice('/profile', 'passkey-added') : codes)
    if (confirmed.code === 'enrollment-over') redirect(whereOver(await shownCodes(ctx, member), codes))
    return confirmed
  },
)

export const confirm = formAction(
  requireMember,
  confirmInput.extend(leading),
  async (ctx, member, { next, ...input }) => {
    const confirmed = await confirmEnrollment(ctx, member, input)
    const codes = withNext(codesPage, next ?? '/profile')
    if (confirmed.ok && confirmed.value.as === 'added')
      redirect(withNotice('/profile', 'authenticator-added'))
    if (confirmed.ok) redirect(confirmed.value.as === 'replaced' ? `${codes}&replaced=yes` : codes)
    if (confirmed.code === 'enrollment-over') redirect(whereOver(await shownCodes(ctx, member), codes))
    return confirmed
  },
  { 'code-wrong': 'code', 'clock-off': 'code' },
)
