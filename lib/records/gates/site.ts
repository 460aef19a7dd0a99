import { and, eq, isNull } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Context } from '@/lib/context'

/** A site behind a proxy, as it is registered. */
export type Site = { id: string; name: string; address: string; suspendedAt: Date | null }

const siteAt = prepared(
  'site-at-host',
  ({ apps }) => ({ host: apps.host }),
  (read: Reader, { apps, organizations }, given) =>
    read
      .select({ id: apps.id, name: apps.name, address: apps.address, suspendedAt: apps.suspendedAt })
      .from(apps)
      .innerJoin(organizations, eq(organizations.id, apps.organizationId))
      .where(and(eq(apps.host, given.host), eq(apps.kind, 'proxy'), isNull(organizations.suspendedAt))),
)

/** The site of this host and port; null where none is registered, or its organization is suspended. */
export async function siteOf(from: Reader | Writer, ctx: Context, host: string): Promise<Site | null> {
  const [site] = await siteAt(from, ctx.db, { host })
  return site ?? null
}
