'use server'

import { redirect } from 'next/navigation'
import { signOut } from '@/lib/sessions/end'
import { dropWebSession } from '@/lib/web/auth'
import { requireMember } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'
import { requestContext } from '@/lib/web/request-context'
import { keepTheme } from '@/lib/web/theme'

export async function signOutHere(): Promise<void> {
  const member = await requireMember()
  await signOut(await requestContext(), member)
  await dropWebSession()
  redirect(withNotice('/sign-in', 'signed-out'))
}

/** A matter of this browser alone: it needs no gate. */
export async function chooseTheme(form: FormData): Promise<void> {
  await keepTheme(form instanceof FormData ? form.get('theme') : undefined)
}
