import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { later } from '@/lib/duration'
import { opaque } from '@/lib/opaque'
import { appOf, changeApp } from '@/lib/records/apps/app'
import { formerSecretLife } from '@/lib/records/apps/former-secret'
import { newSecret } from '@/lib/records/apps/secret'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { fail, ok, type Result } from '@/lib/result'

export const renewSecretInput = z.strictObject({
  appId: opaque,
  /** Let the one before work for another 24 hours. */
  keepFormer: z.boolean(),
})

/** *New secret*: the one before ends now, or after 24 hours. Returns it: it is shown once. */
export async function renewSecret(
  ctx: Context,
  admin: Admin,
  { appId, keepFormer }: z.output<typeof renewSecretInput>,
): Promise<Result<{ secret: string }, 'app-unknown' | 'secret-none'>> {
  const { secret, secretDigest } = newSecret()
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (app?.kind !== 'oidc') return fail('app-unknown')
    if (app.client === 'public') return fail('secret-none')
    await changeApp(tx, ctx, app, {
      secretDigest,
      formerSecretDigest: keepFormer ? app.secretDigest : null,
      formerSecretUntil: keepFormer ? later(ctx.now(), formerSecretLife) : null,
    })
    await record(tx, ctx, app.organizationId, {
      event: 'app.secret-renewed',
      actor: actorOf(admin),
      detail: { app: app.name, keptFormer: keepFormer },
    })
    return ok({ secret })
  })
}
