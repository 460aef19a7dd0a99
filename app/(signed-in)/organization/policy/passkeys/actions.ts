'use server'

import { redirect } from 'next/navigation'
import { passkeyRuleInput, savePasskeyRule } from '@/lib/acts/policy/require-passkeys'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'
import { unlessAsked } from '@/lib/web/second-admin'
import { addressOf } from './draft'

export const savePasskeysOnly = formAction(requireAdmin, passkeyRuleInput, async (ctx, admin, input) => {
  const saved = unlessAsked(await savePasskeyRule(ctx, admin, input), '/organization/policy')
  if (saved.ok) redirect(withNotice('/organization/policy', 'passkeys-only-saved'))
  if (saved.code !== 'policy-changed') return saved
  const { shown: _, ...draft } = input
  redirect(`${addressOf(draft)}&notice=policy-changed`)
})
