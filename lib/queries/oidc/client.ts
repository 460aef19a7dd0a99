import { and, eq, isNull } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import type { Context } from '@/lib/context'

export type ClientApp = Tables['apps']['$inferSelect']

const clientById = prepared(
  'oidc-client',
  ({ apps }) => ({ appId: apps.id }),
  (read: Reader, { apps, organizations }, given) =>
    read
      .select({ app: apps })
      .from(apps)
      .innerJoin(organizations, eq(organizations.id, apps.organizationId))
      .where(and(eq(apps.id, given.appId), eq(apps.kind, 'oidc'), isNull(organizations.suspendedAt))),
)

/** The app of this client id; null where there is none, or its organization is suspended. */
export async function findClient(ctx: Context, appId: string): Promise<ClientApp | null> {
  const [row] = await clientById(ctx.db.read, ctx.db, { appId })
  return row?.app ?? null
}

/** What the app of this client id is called: public, as the id is. */
export async function appNameOf(ctx: Context, appId: string): Promise<string | null> {
  return (await findClient(ctx, appId))?.name ?? null
}

/** Whether an app may have people led to an address once they are signed out. */
export async function isSignedOutUri(ctx: Context, appId: string, address: string): Promise<boolean> {
  const app = await findClient(ctx, appId)
  const bare = URL.parse(address)
  if (!app || !bare) return false
  bare.searchParams.delete('state')
  return app.signedOutUris.split('\n').some((known) => known !== '' && URL.parse(known)?.href === bare.href)
}
