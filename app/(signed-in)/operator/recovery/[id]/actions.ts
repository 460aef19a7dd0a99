'use server'

import { redirect } from 'next/navigation'
import { approveInput, approveRequest } from '@/lib/acts/recovery/approve'
import { rejectInput, rejectRequest } from '@/lib/acts/recovery/reject'
import { formAction } from '@/lib/web/form-action'
import { requireOperator } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const approve = formAction(requireOperator, approveInput, async (ctx, operator, input) => {
  const approved = await approveRequest(ctx, operator, input)
  if (!approved.ok) return approved
  const notice = approved.value.missing > 0 ? 'request-approved-once' : 'request-approved'
  redirect(withNotice('/operator/recovery', notice))
})

export const reject = formAction(requireOperator, rejectInput, async (ctx, operator, input) => {
  const rejected = await rejectRequest(ctx, operator, input)
  return rejected.ok ? redirect(withNotice('/operator/recovery', 'request-rejected')) : rejected
})
