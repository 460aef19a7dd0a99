import type { Writer } from '@/db/database'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { AppSetting } from '@/lib/messages/apps'
import { actorOf } from '../audit/actor'
import { record } from '../audit/record'
import type { App, AppChanges } from './app'

/** Which settings the log names. What stands beside another one, such as the name by which lists are ordered, is not. */
const settings: Partial<Record<keyof App, AppSetting>> = {
  name: 'name',
  address: 'address',
  openPaths: 'open-paths',
  redirectUris: 'redirect-addresses',
  signedOutUris: 'signed-out-addresses',
  backchannelUri: 'back-channel-address',
  client: 'client',
  native: 'native',
  pkceRequired: 'pkce',
  signingAlgorithm: 'algorithm',
  forEveryone: 'people',
  twoFactor: 'two-factor',
  freshHours: 'two-factor',
  iconDigest: 'icon',
}

/** Records which settings of an app an admin has changed. `said`: what they are now, where that is worth a word. */
export async function recordChange(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  app: App,
  changes: AppChanges,
  said: { mayUse?: string; demands?: 'person' | 'always' | 'fresh'; freshHours?: number } = {},
): Promise<void> {
  const changed = (Object.keys(changes) as (keyof AppChanges)[])
    .filter((name) => changes[name] !== app[name])
    .flatMap((name) => settings[name] ?? [])
  await record(tx, ctx, app.organizationId, {
    event: 'app.changed',
    actor: actorOf(admin),
    detail: { app: app.name, changed: [...new Set(changed)].join(','), ...said },
  })
}
