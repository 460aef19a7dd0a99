'use server'

import { redirect } from 'next/navigation'
import { renameSelf, renameSelfInput } from '@/lib/acts/users/rename-self'
import { formAction } from '@/lib/web/form-action'
import { requireMember } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

export const renameMyself = formAction(requireMember, renameSelfInput, async (ctx, member, input) => {
  const renamed = await renameSelf(ctx, member, input)
  return renamed.ok ? redirect(withNotice('/profile', 'name-changed')) : renamed
})
