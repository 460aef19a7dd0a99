import { createApiKey, createApiKeyInput } from '@/lib/acts/api-keys/create'
import { addApp, addAppInput } from '@/lib/acts/apps/add'
import { setAppPeople } from '@/lib/acts/apps/set-people'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { addGroup } from '@/lib/acts/groups/add'
import { addPeople } from '@/lib/acts/groups/add-people'
import { noteAppProblem } from '@/lib/acts/oidc/note-problem'
import type { Admin } from '../actors'
import type { Context } from '../context'
import { type Scope, scopes } from '../scopes'
import { must } from './must'

/** A group with these people in it; returns its id. */
export async function makeGroup(
  ctx: Context,
  admin: Admin,
  group: { name: string; description?: string },
  userIds: string[],
): Promise<string> {
  const { groupId } = must(await addGroup(ctx, admin, group))
  must(await addPeople(ctx, admin, { groupId, userIds }))
  return groupId
}

/** Known apps, one of them with problems, a site behind a proxy, and one that is suspended. */
export async function addApps(
  ctx: Context,
  admin: Admin,
  groups: { support: string; finance: string },
): Promise<void> {
  const add = async (what: string, name: string, address: string, groupIds: string[] = []) => {
    const { appId } = must(await addApp(ctx, admin, addAppInput.parse({ what, name, address })))
    if (groupIds.length > 0) must(await setAppPeople(ctx, admin, { appId, who: 'groups', groups: groupIds }))
    return appId
  }
  await add('nextcloud', 'Files', 'https://cloud.example.com')
  await add('zammad', 'Help desk', 'https://help.example.com', [groups.support])
  await add('site', 'Intranet', 'https://intranet.example.com')
  await add('site', 'Call recordings', 'https://calls.example.com', [groups.support])
  await add('paperless', 'Invoices', 'https://invoices.example.com', [groups.finance])
  const wiki = await add('outline', 'Wiki', 'https://wiki.example.com')
  const callback = 'https://wiki.example.com/auth/oidc.callback'
  await noteAppProblem(ctx, wiki, {
    code: 'redirect-uri-unknown',
    detail: { asked: `${callback}/`, registered: [callback] },
  })
  await noteAppProblem(ctx, wiki, { code: 'secret-wrong', detail: {} })
  const appId = await add('mattermost', 'Old chat', 'https://chat.example.com')
  must(await suspendApp(ctx, admin, { appId }))
}

/** An API key of someone who has no second factor yet, and so is asked for the password only. */
export async function makeKey(
  ctx: Context,
  admin: Admin,
  { name, days, allowed, password }: { name: string; days: number; allowed: Scope[]; password: string },
): Promise<void> {
  const ticked = Object.fromEntries(scopes.map((scope) => [scope, allowed.includes(scope)]))
  must(await createApiKey(ctx, admin, createApiKeyInput.parse({ name, days, ...ticked, password })))
}
