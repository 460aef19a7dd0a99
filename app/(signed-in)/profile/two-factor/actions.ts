'use server'

import { redirect } from 'next/navigation'
import { beginEnrollment, beginEnrollmentInput } from '@/lib/acts/two-factor/begin-enrollment'
import { beginReplacement } from '@/lib/acts/two-factor/begin-replacement'
import { confirmEnrollment, confirmInput } from '@/lib/acts/two-factor/confirm'
import { bothFactors } from '@/lib/inputs'
import { formAction } from '@/lib/web/form-action'
import { requireMember } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

const page = '/profile/two-factor'

export const begin = formAction(
  requireMember,
  beginEnrollmentInput,
  async (ctx, member, input) => {
    const begun = await beginEnrollment(ctx, member, input)
    return begun.ok ? redirect(page) : begun
  },
  { 'password-wrong': 'password' },
)

export const replace = formAction(
  requireMember,
  bothFactors,
  async (ctx, member, input) => {
    const begun = await beginReplacement(ctx, member, input)
    return begun.ok ? redirect(page) : begun
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)

export const confirm = formAction(
  requireMember,
  confirmInput,
  async (ctx, member, input) => {
    const confirmed = await confirmEnrollment(ctx, member, input)
    const codes = '/two-factor/recovery-codes?next=/profile'
    if (confirmed.ok) redirect(confirmed.value.replaced ? `${codes}&replaced=yes` : codes)
    if (confirmed.code === 'enrollment-over') redirect(withNotice('/profile', 'enrollment-over'))
    return confirmed
  },
  { 'code-wrong': 'code', 'clock-off': 'code' },
)
