import type { Admin } from '@/lib/actors'
import { addApp, addAppInput } from '@/lib/acts/apps/add'
import { changeConnection } from '@/lib/acts/apps/change'
import { setAppPeople } from '@/lib/acts/apps/set-people'
import { appTwoFactorInput, setAppTwoFactor } from '@/lib/acts/apps/set-two-factor'
import type { Context } from '@/lib/context'
import { granted } from './outcome'

export type AppOptions = {
  name: string
  address: string
  /** A known app by its id, or `site`. Default: another app. */
  what?: string
  redirectUris?: string[]
  signedOutUris?: string[]
  backchannelUri?: string
  /** It can keep no secret. */
  publicClient?: boolean
  signingAlgorithm?: 'RS256' | 'ES256'
  /** Default: as for the person. */
  twoFactor?: 'always' | 'fresh'
  freshHours?: number
  /** The groups whose people may use it, by their ids. Default: everyone. */
  groups?: string[]
}

/** Adds an app as an admin does: first what it is, then what is set on its page. */
export async function addAppAs(
  ctx: Context,
  admin: Admin,
  options: AppOptions,
): Promise<{ id: string; secret: string }> {
  const { what = 'other', name, address, redirectUris = [], publicClient = false } = options
  const input = addAppInput.parse({
    what,
    name,
    address,
    redirectUris: redirectUris.join('\n'),
    publicClient,
  })
  const { appId, secret } = granted(await addApp(ctx, admin, input))
  if (what === 'other')
    granted(
      await changeConnection(ctx, admin, {
        ...{ appId, name, address, redirectUris },
        signedOutUris: options.signedOutUris ?? [],
        backchannelUri: options.backchannelUri ?? null,
        client: publicClient ? 'public' : 'confidential',
        native: publicClient,
        pkceRequired: true,
        signingAlgorithm: options.signingAlgorithm ?? 'RS256',
      }),
    )
  if (options.twoFactor) {
    const freshHours = String(options.freshHours ?? '')
    const rule = appTwoFactorInput.parse({ appId, rule: options.twoFactor, freshHours })
    granted(await setAppTwoFactor(ctx, admin, rule))
  }
  if (options.groups)
    granted(await setAppPeople(ctx, admin, { appId, who: 'groups', groups: options.groups }))
  return { id: appId, secret: secret ?? '' }
}
