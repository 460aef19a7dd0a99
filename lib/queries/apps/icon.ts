import { and, eq } from 'drizzle-orm'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'

/** The icon of this name, a PNG, if an app of the person's organization has it; null for any other. */
export async function findIcon(ctx: Context, member: Member, digest: string): Promise<Buffer | null> {
  const { apps, appIcons } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({ image: appIcons.image })
    .from(apps)
    .innerJoin(appIcons, eq(appIcons.appId, apps.id))
    .where(and(eq(apps.organizationId, member.organizationId), eq(apps.iconDigest, digest)))
    .limit(1)
  return row?.image ?? null
}
