import type { Admin } from '@/lib/actors'
import type { AppSubject } from '@/lib/app-subject'
import type { Context } from '@/lib/context'
import { endAppSignIns } from '@/lib/records/app-sessions/end'
import { appOf } from '@/lib/records/apps/app'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { fail, ok, type Result } from '@/lib/result'

/** *Sign everyone out of this app*; returns how many people were signed in to it. */
export async function signOutOfApp(
  ctx: Context,
  admin: Admin,
  { appId }: AppSubject,
): Promise<Result<number, 'app-unknown'>> {
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (!app) return fail('app-unknown')
    const people = await endAppSignIns(tx, ctx, { appId })
    await record(tx, ctx, app.organizationId, {
      event: 'app.signed-out',
      actor: actorOf(admin),
      detail: { app: app.name, people },
    })
    return ok(people)
  })
}
