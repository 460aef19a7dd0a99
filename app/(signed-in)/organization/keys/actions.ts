'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { createApiKey, createApiKeyInput } from '@/lib/acts/api-keys/create'
import { apiKeyInput, endApiKey } from '@/lib/acts/api-keys/end'
import { takeOverApiKey } from '@/lib/acts/api-keys/take-over'
import { formAction } from '@/lib/web/form-action'
import { forgetFreshKey, keepFreshKey } from '@/lib/web/fresh-key'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'

const keys = '/organization/keys'

/** The key is a secret, which has no place in a form's state: the list shows it. */
export const createKey = formAction(
  requireAdmin,
  createApiKeyInput,
  async (ctx, admin, input) => {
    const created = await createApiKey(ctx, admin, input)
    if (!created.ok) return created
    await keepFreshKey(ctx, admin, created.value)
    redirect(withNotice(keys, 'api-key-created'))
  },
  { 'password-wrong': 'password', 'code-wrong': 'code' },
)

export const endKey = formAction(requireAdmin, apiKeyInput, async (ctx, admin, input) => {
  const ended = await endApiKey(ctx, admin, input)
  return ended.ok ? redirect(withNotice(keys, 'api-key-ended')) : ended
})

export const takeOverKey = formAction(requireAdmin, apiKeyInput, async (ctx, admin, input) => {
  const taken = await takeOverApiKey(ctx, admin, input)
  return taken.ok ? redirect(withNotice(keys, 'api-key-taken-over')) : taken
})

export const hideKey = formAction(requireAdmin, z.strictObject({}), async () => {
  await forgetFreshKey()
  redirect(keys)
})
