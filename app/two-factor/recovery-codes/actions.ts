'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { hideCodes } from '@/lib/acts/two-factor/hide-codes'
import { formAction } from '@/lib/web/form-action'
import { requireMember } from '@/lib/web/gates'
import { ownPath } from '@/lib/web/own-path'

const finishInput = z.strictObject({
  next: z.string().max(512).optional(),
  saved: z.literal('on', { error: 'Save the codes first, then tick this.' }),
})

export const finish = formAction(requireMember, finishInput, async (ctx, member, { next }) => {
  await hideCodes(ctx, member)
  redirect(ownPath(next) ?? '/')
})
