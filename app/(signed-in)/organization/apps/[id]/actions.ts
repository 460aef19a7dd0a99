'use server'

import { redirect } from 'next/navigation'
import type { Admin } from '@/lib/actors'
import { acceptAddress, acceptAddressInput } from '@/lib/acts/apps/accept-address'
import { changeConnection, connectionInput } from '@/lib/acts/apps/change'
import { changeSite, siteInput } from '@/lib/acts/apps/change-site'
import { reactivateApp } from '@/lib/acts/apps/reactivate'
import { removeApp } from '@/lib/acts/apps/remove'
import { removeAppIcon } from '@/lib/acts/apps/remove-icon'
import { renewSecret, renewSecretInput } from '@/lib/acts/apps/renew-secret'
import { iconInput, setAppIcon } from '@/lib/acts/apps/set-icon'
import { appPeopleInput, setAppPeople } from '@/lib/acts/apps/set-people'
import { appTwoFactorInput, setAppTwoFactor } from '@/lib/acts/apps/set-two-factor'
import { signOutOfApp } from '@/lib/acts/apps/sign-out'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { appInput } from '@/lib/app-subject'
import type { Code } from '@/lib/messages/codes'
import type { SuccessNotice } from '@/lib/messages/notices'
import type { Result } from '@/lib/result'
import { formAction } from '@/lib/web/form-action'
import { requireAdmin } from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'
import type { RequestContext } from '@/lib/web/request-context'
import { unlessAsked } from '@/lib/web/second-admin'
import { keepShownSecret } from '@/lib/web/shown-secret'

const pageOf = (appId: string) => `/organization/apps/${appId}`

/** The app's page is drawn again after each of them: its lines follow from what was saved. */
const onApp =
  <Input extends { appId: string }, T, C extends Code>(
    rule: (ctx: RequestContext, admin: Admin, input: Input) => Promise<Result<T, C>>,
    notice: SuccessNotice,
  ) =>
  async (ctx: RequestContext, admin: Admin, input: Input): Promise<Result<string, C>> => {
    const result = await rule(ctx, admin, input)
    return result.ok ? redirect(withNotice(pageOf(input.appId), notice)) : result
  }

/** An app that can keep a secret from now on is given one, which its page shows. */
export const saveConnection = formAction(
  requireAdmin,
  connectionInput,
  async (ctx, admin, input) => {
    const saved = await changeConnection(ctx, admin, input)
    if (!saved.ok) return saved
    const { secret } = saved.value
    if (secret !== null) await keepShownSecret(ctx, admin, input.appId, secret)
    redirect(withNotice(pageOf(input.appId), secret === null ? 'app-saved' : 'app-secret-renewed'))
  },
  { 'redirect-address-missing': 'redirectUris', 'redirect-address-refused': 'redirectUris' },
)

export const saveSite = formAction(requireAdmin, siteInput, onApp(changeSite, 'app-saved'), {
  'site-unavailable': 'address',
  'site-already-here': 'address',
  'site-is-this-server': 'address',
})

export const makeNewSecret = formAction(requireAdmin, renewSecretInput, async (ctx, admin, input) => {
  const renewed = await renewSecret(ctx, admin, input)
  if (!renewed.ok) return renewed
  await keepShownSecret(ctx, admin, input.appId, renewed.value.secret)
  redirect(withNotice(pageOf(input.appId), 'app-secret-renewed'))
})

export const saveAppPeople = formAction(requireAdmin, appPeopleInput, onApp(setAppPeople, 'app-saved'), {
  'group-missing': 'groups',
  'group-unknown': 'groups',
})

export const saveAppTwoFactor = formAction(
  requireAdmin,
  appTwoFactorInput,
  onApp(setAppTwoFactor, 'app-saved'),
  { 'hours-missing': 'freshHours' },
)

export const saveIcon = formAction(requireAdmin, iconInput, onApp(setAppIcon, 'app-saved'), {
  'icon-unreadable': 'icon',
})

export const dropIcon = formAction(requireAdmin, appInput, onApp(removeAppIcon, 'app-saved'))

export const addAskedAddress = formAction(
  requireAdmin,
  acceptAddressInput,
  onApp(acceptAddress, 'app-address-added'),
)

export const signEveryoneOut = formAction(requireAdmin, appInput, onApp(signOutOfApp, 'app-signed-out'))

export const suspendThisApp = formAction(requireAdmin, appInput, onApp(suspendApp, 'app-suspended'))

export const reactivateThisApp = formAction(requireAdmin, appInput, onApp(reactivateApp, 'app-reactivated'))

export const deleteApp = formAction(requireAdmin, appInput, async (ctx, admin, input) => {
  const removed = unlessAsked(await removeApp(ctx, admin, input), pageOf(input.appId))
  return removed.ok ? redirect(withNotice('/organization/apps', 'app-removed')) : removed
})
