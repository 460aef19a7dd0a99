'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { dropWebSession } from '@/lib/web/auth'
import { formAction } from '@/lib/web/form-action'
import { requireMember } from '@/lib/web/gates'

const signOutInput = z.strictObject({ app: z.string().max(64), back: z.string().max(2048) })

export const signOutForApp = formAction(requireMember, signOutInput, async (ctx, member, { app, back }) => {
  await signOut(ctx, member)
  await dropWebSession()
  redirect(`/authorize/sign-out?${new URLSearchParams({ app, back })}`)
})
