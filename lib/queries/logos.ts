import { eq, ne } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import { serverHousehold } from '@/db/tables/organizations'
import type { Context } from '@/lib/context'

/** The logo of this name, a PNG; null for any other. Whoever sees a page that shows it is told the name. */
export async function findLogo(ctx: Context, digest: string): Promise<Buffer | null> {
  const { organizationLogos } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({ image: organizationLogos.image })
    .from(organizationLogos)
    .where(eq(organizationLogos.digest, digest))
    .limit(1)
  return row?.image ?? null
}

const someLogos = prepared(
  'some-logos',
  () => ({}),
  (read: Reader, { organizations }) =>
    read
      .select({ logoDigest: organizations.logoDigest, organizationName: organizations.name })
      .from(organizations)
      .where(ne(organizations.id, serverHousehold))
      .limit(2),
)

/** The logo of the only organization of this server; null where there are several, for no one has said yet whose they are. */
export async function soleLogo(
  ctx: Context,
): Promise<{ logoDigest: string | null; organizationName: string } | null> {
  const rows = await someLogos(ctx.db.read, ctx.db, {})
  return rows.length === 1 ? (rows[0] ?? null) : null
}
