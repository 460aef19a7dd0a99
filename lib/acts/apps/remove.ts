import { eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { AppSubject } from '@/lib/app-subject'
import type { Context } from '@/lib/context'
import { endAppSignIns } from '@/lib/records/app-sessions/end'
import { appOf } from '@/lib/records/apps/app'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { done, fail, type Result } from '@/lib/result'

/**
 * *Delete*: the app and all that it held is gone. It is not told: what it would be told is signed for a client that is
 * there.
 */
export async function removeApp(
  ctx: Context,
  admin: Admin,
  { appId }: AppSubject,
): Promise<Result<void, 'app-unknown'>> {
  const { apps } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (!app) return fail('app-unknown')
    await endAppSignIns(tx, ctx, { appId })
    await tx.delete(apps).where(eq(apps.id, app.id))
    await record(tx, ctx, app.organizationId, {
      event: 'app.removed',
      actor: actorOf(admin),
      detail: { app: app.name, address: app.address },
    })
    return done
  })
}
