import type { Admin } from '@/lib/actors'
import type { AppSubject } from '@/lib/app-subject'
import type { Context } from '@/lib/context'
import { endAppSignIns } from '@/lib/records/app-sessions/end'
import { appOf, changeApp } from '@/lib/records/apps/app'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { done, fail, type Result } from '@/lib/result'

/** *Suspend*: everyone is out of the app at the next request, and no one gets in until it is reactivated. */
export async function suspendApp(
  ctx: Context,
  admin: Admin,
  { appId }: AppSubject,
): Promise<Result<void, 'app-unknown' | 'app-suspended-already'>> {
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (!app) return fail('app-unknown')
    if (app.suspendedAt) return fail('app-suspended-already')
    await changeApp(tx, ctx, app, { suspendedAt: ctx.now() })
    await endAppSignIns(tx, ctx, { appId })
    await record(tx, ctx, app.organizationId, {
      event: 'app.suspended',
      actor: actorOf(admin),
      detail: { app: app.name },
    })
    return done
  })
}
