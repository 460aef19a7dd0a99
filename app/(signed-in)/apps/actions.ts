'use server'

import { redirect } from 'next/navigation'
import { withdrawFromApp } from '@/lib/acts/apps/withdraw'
import { appInput } from '@/lib/app-subject'
import { formAction } from '@/lib/web/form-action'
import { requireMember } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const withdrawPermission = formAction(requireMember, appInput, async (ctx, member, input) => {
  const withdrawn = await withdrawFromApp(ctx, member, input)
  return withdrawn.ok ? redirect(withNotice('/apps', 'app-withdrawn')) : withdrawn
})
