'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type Said, sayToAuthorization } from '@/lib/acts/oidc/authorize'
import { fail } from '@/lib/result'
import { interactionToken } from '@/lib/web/cookies'
import { type FormState, formAction } from '@/lib/web/form-action'
import { requireMember } from '@/lib/web/gates'

const authorizationInput = z.strictObject({ uid: z.string().min(1).max(64) })

const saying = (said: Said): ((state: FormState, form: FormData) => Promise<FormState>) =>
  formAction(requireMember, authorizationInput, async (ctx, member, { uid }) => {
    // Whoever else opens the page has no part in it.
    if ((await interactionToken()) !== uid) return fail('authorization-over')
    const result = await sayToAuthorization(ctx, member, { uid, said })
    if (!result.ok) return result
    redirect(`/authorize/${uid}`)
  })

export const allowApp = saying('allow')
export const cancelAuthorization = saying('cancel')
export const continueAsMyself = saying('it-is-me')

export const useAnotherAccount = formAction(
  requireMember,
  authorizationInput,
  async (_ctx, _member, { uid }) =>
    redirect(`/sign-in?again=yes&next=${encodeURIComponent(`/authorize/${uid}`)}`),
)
