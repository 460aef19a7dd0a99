import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { endAppSignIns } from '../app-sessions/end'
import { outlive } from '../app-sessions/logouts'
import type { App } from '../apps/app'
import { actorOf } from '../audit/actor'
import { record } from '../audit/record'
import type { Leave } from './leave'

/** The app and all that it held is gone. It is told that everyone was signed out, by notices that outlive it. */
export async function deleteApp(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  app: App,
  _leave: Leave<'delete-app'>,
): Promise<void> {
  const { apps } = ctx.db.tables
  await endAppSignIns(tx, ctx, { appId: app.id })
  await outlive(tx, ctx, app)
  await tx.delete(apps).where(eq(apps.id, app.id))
  await record(tx, ctx, app.organizationId, {
    event: 'app.removed',
    actor: actorOf(admin),
    detail: { app: app.name, address: app.address },
  })
}
