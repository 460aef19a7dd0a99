import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import { addressLines, hostOf, webAddress, whyNotReturnTo } from '@/lib/app-addresses'
import type { Context } from '@/lib/context'
import { kindsOfApp, setUpFor } from '@/lib/known-apps/catalogue'
import { titleOfApp } from '@/lib/name'
import { type HostRefusal, whyNotAt } from '@/lib/records/apps/app'
import { newSecret } from '@/lib/records/apps/secret'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { sessionStands } from '@/lib/records/sessions/session'
import { fold } from '@/lib/records/users/fold'
import { fail, ok, type Result } from '@/lib/result'

export const addAppInput = z.strictObject({
  /** A known app by its id, `other` or `site`. */
  what: z.enum(kindsOfApp, { error: 'Choose an app.' }),
  name: titleOfApp,
  address: webAddress,
  /** Where it returns to, one a line; a known app's follow from its address. */
  redirectUris: addressLines.default([]),
  /** It can keep no secret. */
  publicClient: z.boolean().default(false),
})

type Added = {
  appId: string
  /** Shown once; null where the app has none. */
  secret: string | null
}

/**
 * Adds an app that everyone of the organization may use, and returns its client secret. A site behind a proxy has a host
 * that no other one on the server has.
 */
export async function addApp(
  ctx: Context,
  admin: Admin,
  { what, name, address, redirectUris, publicClient }: z.output<typeof addAppInput>,
): Promise<
  Result<Added, 'session-over' | HostRefusal | 'redirect-address-missing' | 'redirect-address-refused'>
> {
  const { apps } = ctx.db.tables
  const isSite = what === 'site'
  const setUp = setUpFor(what, { address, redirectUris, publicClient })
  if (!isSite && setUp.redirectUris.length === 0) return fail('redirect-address-missing')
  for (const uri of setUp.redirectUris)
    if (whyNotReturnTo(uri, setUp.native))
      return fail('redirect-address-refused', { address: uri, native: setUp.native })
  const secret = isSite || setUp.client === 'public' ? null : newSecret()
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const host = isSite ? hostOf(address) : null
    const why = host === null ? null : await whyNotAt(tx, ctx, admin.organizationId, host)
    if (why) return fail(why)
    const id = randomBytes(12).toString('base64url')
    await tx.insert(apps).values({
      ...{ id, organizationId: admin.organizationId, name, sortName: fold(name), address, host },
      ...{ kind: isSite ? 'proxy' : 'oidc', known: setUp.known, createdAt: ctx.now() },
      redirectUris: setUp.redirectUris.join('\n'),
      signedOutUris: setUp.signedOutUris.join('\n'),
      ...{ backchannelUri: setUp.backchannelUri, client: setUp.client, native: setUp.native },
      ...{ pkceRequired: setUp.pkceRequired, secretDigest: secret?.secretDigest ?? null },
    })
    await record(tx, ctx, admin.organizationId, {
      event: 'app.added',
      actor: actorOf(admin),
      detail: { app: name, address },
    })
    return ok({ appId: id, secret: secret?.secret ?? null })
  })
}
