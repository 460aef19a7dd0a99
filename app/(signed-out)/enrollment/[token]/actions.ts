'use server'

import { redirect } from 'next/navigation'
import { linkInput } from '@/lib/inputs'
import { findLink } from '@/lib/queries/links'
import { fail } from '@/lib/result'
import { challengeToken, keepEnrollmentLink } from '@/lib/web/cookies'
import { formAction } from '@/lib/web/form-action'
import { anyone, glimpseMember } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

/**
 * Keeps the link for this browser, in which the sign-in, or the profile of someone who is signed in, spends it: it opens
 * nothing without the password.
 */
export const openEnrollmentLink = formAction(anyone, linkInput, async (ctx, _anyone, { token }) => {
  if (!(await findLink(ctx, token, 'enrollment'))) return fail('link-over')
  await keepEnrollmentLink(token)
  if (await challengeToken()) redirect('/sign-in/enroll')
  redirect((await glimpseMember()) ? '/profile/two-factor' : withNotice('/sign-in', 'enrollment-link-opened'))
})
