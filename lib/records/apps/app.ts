import { and, eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { sessionStands } from '../sessions/session'

export type App = Tables['apps']['$inferSelect']

/** What may be set on an app. Its organization, kind and id stay. */
export type AppChanges = Partial<Omit<App, 'id' | 'organizationId' | 'kind' | 'createdAt'>>

/**
 * Within a transaction: the app of this id in the admin's organization, if the admin still is one, locked against other
 * changes. Null for an app of another organization, exactly as for none.
 */
export async function appOf(tx: Writer, ctx: Context, admin: Admin, appId: string): Promise<App | null> {
  if (!(await sessionStands(tx, ctx, admin, 'admin'))) return null
  await ctx.db.lock(tx, `app:${appId}`)
  return readApp(tx, ctx, admin.organizationId, appId)
}

/** An app of this organization; null for any other. */
export async function readApp(
  on: Reader,
  ctx: Context,
  organizationId: string,
  appId: string,
): Promise<App | null> {
  const { apps } = ctx.db.tables
  const [app] = await on
    .select()
    .from(apps)
    .where(and(eq(apps.id, appId), eq(apps.organizationId, organizationId)))
  return app ?? null
}

/** Changes an app. A host must be free for it: `whyNotAt`. */
export async function changeApp(tx: Writer, ctx: Context, app: App, changes: AppChanges): Promise<void> {
  const { apps } = ctx.db.tables
  await tx.update(apps).set(changes).where(eq(apps.id, app.id))
}

export type HostRefusal = 'site-is-this-server' | 'site-already-here' | 'site-unavailable'

/**
 * Why a site of this organization can't have this host; null where it can, and until the transaction ends. That another
 * organization has it is no one's business.
 */
export async function whyNotAt(
  tx: Writer,
  ctx: Context,
  organizationId: string,
  host: string,
): Promise<HostRefusal | null> {
  const { apps } = ctx.db.tables
  if (host === ctx.appHost) return 'site-is-this-server'
  await ctx.db.lock(tx, `app-host:${host}`)
  const [other] = await tx
    .select({ organizationId: apps.organizationId })
    .from(apps)
    .where(eq(apps.host, host))
  if (!other) return null
  return other.organizationId === organizationId ? 'site-already-here' : 'site-unavailable'
}
