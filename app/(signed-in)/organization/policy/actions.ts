'use server'

import { redirect } from 'next/navigation'
import { fourEyesInput, setFourEyes } from '@/lib/acts/four-eyes/set'
import { enrollmentCodesInput, setEnrollmentCodes } from '@/lib/acts/policy/ask-for-enrollment-codes'
import { savePolicy, savePolicyInput } from '@/lib/acts/policy/save'
import { setTrust, trustInput } from '@/lib/acts/policy/trust-browsers'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'
import { unlessAsked } from '@/lib/web/second-admin'
import { previewAddress } from './draft'

export const saveRule = formAction(
  requireAdmin,
  savePolicyInput,
  async (ctx, admin, input) => {
    const saved = unlessAsked(await savePolicy(ctx, admin, input), '/organization/policy')
    if (saved.ok) {
      const isDated = input.who !== 'nobody' && input.from === 'on-date'
      redirect(withNotice('/organization/policy', isDated ? 'policy-saved-with-date' : 'policy-saved'))
    }
    if (saved.code !== 'policy-changed') return saved
    // The page that is still open shows what was, and would be refused again.
    const { shown: _, organization: __, ...draft } = input
    redirect(`${previewAddress(draft)}&notice=policy-changed`)
  },
  { 'policy-name-needed': 'organization' },
)

export const saveFourEyes = formAction(requireAdmin, fourEyesInput, async (ctx, admin, input) => {
  const set = unlessAsked(await setFourEyes(ctx, admin, input), '/organization/policy')
  return set.ok
    ? redirect(withNotice('/organization/policy', input.on ? 'four-eyes-on' : 'four-eyes-off'))
    : set
})

export const saveTrust = formAction(requireAdmin, trustInput, async (ctx, admin, input) => {
  const set = await setTrust(ctx, admin, input)
  return set.ok ? redirect(withNotice('/organization/policy', 'trust-saved')) : set
})

export const saveEnrollmentCodes = formAction(
  requireAdmin,
  enrollmentCodesInput,
  async (ctx, admin, input) => {
    const set = await setEnrollmentCodes(ctx, admin, input)
    return set.ok
      ? redirect(
          withNotice('/organization/policy', input.on ? 'enrollment-codes-saved' : 'enrollment-codes-off'),
        )
      : set
  },
)
