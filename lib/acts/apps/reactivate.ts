import type { Admin } from '@/lib/actors'
import type { AppSubject } from '@/lib/app-subject'
import type { Context } from '@/lib/context'
import { appOf, changeApp } from '@/lib/records/apps/app'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { done, fail, type Result } from '@/lib/result'

/** *Reactivate*: people can open the app again. They sign in to it again. */
export async function reactivateApp(
  ctx: Context,
  admin: Admin,
  { appId }: AppSubject,
): Promise<Result<void, 'app-unknown' | 'app-not-suspended'>> {
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (!app) return fail('app-unknown')
    if (!app.suspendedAt) return fail('app-not-suspended')
    await changeApp(tx, ctx, app, { suspendedAt: null })
    await record(tx, ctx, app.organizationId, {
      event: 'app.reactivated',
      actor: actorOf(admin),
      detail: { app: app.name },
    })
    return done
  })
}
