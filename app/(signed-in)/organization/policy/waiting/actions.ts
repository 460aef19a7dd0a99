'use server'

import { redirect } from 'next/navigation'
import { agreeInput, agreeToAsked } from '@/lib/acts/four-eyes/agree'
import { askedInput, refuseAsked } from '@/lib/acts/four-eyes/refuse'
import { takeBackAsked } from '@/lib/acts/four-eyes/take-back'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

const list = '/organization/policy/waiting'

/** What was refused for good is gone from the page: its own says what became of it. */
const ended = ['asked-over', 'asked-asker-gone', 'asked-target-changed', 'asked-not-possible'] as const

export const agree = formAction(
  requireAdmin,
  agreeInput,
  async (ctx, admin, input) => {
    const agreed = await agreeToAsked(ctx, admin, input)
    if (agreed.ok) redirect(withNotice(list, agreed.value === 'done' ? 'second-agreed' : 'second-allowed'))
    const over = ended.find((code) => code === agreed.code)
    if (over) redirect(withNotice(list, over))
    return agreed
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)

export const refuse = formAction(requireAdmin, askedInput, async (ctx, admin, input) => {
  const refused = await refuseAsked(ctx, admin, input)
  return refused.ok ? redirect(withNotice(list, 'second-refused')) : refused
})

export const takeBack = formAction(requireAdmin, askedInput, async (ctx, admin, input) => {
  const taken = await takeBackAsked(ctx, admin, input)
  return taken.ok ? redirect(withNotice(list, 'second-taken-back')) : taken
})
