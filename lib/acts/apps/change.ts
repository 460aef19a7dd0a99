import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import { addressLines, optionalWebAddress, webAddress, whyNotReturnTo } from '@/lib/app-addresses'
import type { Context } from '@/lib/context'
import { titleOfApp } from '@/lib/name'
import { opaque } from '@/lib/opaque'
import { type App, appOf, changeApp } from '@/lib/records/apps/app'
import { recordChange } from '@/lib/records/apps/change'
import { newSecret } from '@/lib/records/apps/secret'
import { fold } from '@/lib/records/users/fold'
import { fail, ok, type Result } from '@/lib/result'

export const connectionInput = z
  .strictObject({
    appId: opaque,
    name: titleOfApp,
    address: webAddress,
    redirectUris: addressLines,
    signedOutUris: addressLines,
    backchannelUri: optionalWebAddress,
    client: z.enum(['confidential', 'public'], { error: 'Choose one.' }),
    native: z.boolean(),
    pkceRequired: z.boolean(),
    signingAlgorithm: z.enum(['RS256', 'ES256'], { error: 'Choose RS256 or ES256.' }),
  })
  .superRefine(({ redirectUris, signedOutUris, native }, issues) => {
    if (redirectUris.length === 0)
      issues.addIssue({
        code: 'custom',
        path: ['redirectUris'],
        message: 'Enter at least one address: without it nobody can sign in.',
      })
    for (const [path, uris] of Object.entries({ redirectUris, signedOutUris }))
      for (const uri of uris) {
        const message = whyNotReturnTo(uri, native)
        if (message) issues.addIssue({ code: 'custom', path: [path], message })
      }
  })

/**
 * Saves how an OpenID Connect app is connected. One that can keep a secret from now on gets one, which is returned; one
 * that can keep none any more loses it.
 */
export async function changeConnection(
  ctx: Context,
  admin: Admin,
  { appId, ...input }: z.output<typeof connectionInput>,
): Promise<
  Result<{ secret: string | null }, 'app-unknown' | 'redirect-address-missing' | 'redirect-address-refused'>
> {
  if (input.redirectUris.length === 0) return fail('redirect-address-missing')
  for (const uri of [...input.redirectUris, ...input.signedOutUris])
    if (whyNotReturnTo(uri, input.native))
      return fail('redirect-address-refused', { address: uri, native: input.native })
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (app?.kind !== 'oidc') return fail('app-unknown')
    const isPublic = input.client === 'public'
    const fresh = !isPublic && app.secretDigest === null ? newSecret() : null
    const wanted = {
      ...{ name: input.name, sortName: fold(input.name), address: input.address },
      redirectUris: input.redirectUris.join('\n'),
      signedOutUris: input.signedOutUris.join('\n'),
      ...{ backchannelUri: input.backchannelUri, client: input.client, native: input.native },
      pkceRequired: isPublic || input.pkceRequired,
      signingAlgorithm: input.signingAlgorithm,
    }
    const changes = {
      ...wanted,
      ...(isPublic && { secretDigest: null, formerSecretDigest: null, formerSecretUntil: null }),
      ...(fresh && { secretDigest: fresh.secretDigest }),
    }
    if (!differs(app, wanted)) return ok({ secret: null })
    await changeApp(tx, ctx, app, changes)
    await recordChange(tx, ctx, admin, app, wanted)
    return ok({ secret: fresh?.secret ?? null })
  })
}

const differs = (app: App, wanted: Partial<App>) =>
  Object.entries(wanted).some(([name, value]) => app[name as keyof App] !== value)
