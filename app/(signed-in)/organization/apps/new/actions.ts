'use server'

import { redirect } from 'next/navigation'
import { addApp, addAppInput } from '@/lib/acts/apps/add'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'
import { keepShownSecret } from '@/lib/web/shown-secret'

export const addToOrganization = formAction(
  requireAdmin,
  addAppInput,
  async (ctx, admin, input) => {
    const added = await addApp(ctx, admin, input)
    if (!added.ok) return added
    const { appId, secret } = added.value
    if (secret !== null) await keepShownSecret(ctx, admin, appId, secret)
    redirect(withNotice(`/organization/apps/${appId}`, 'app-added'))
  },
  {
    'site-unavailable': 'address',
    'site-already-here': 'address',
    'site-is-this-server': 'address',
    'redirect-address-missing': 'redirectUris',
    'redirect-address-refused': 'redirectUris',
  },
)
