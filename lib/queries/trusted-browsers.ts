import { and, eq } from 'drizzle-orm'
import type { Admin, Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { type TrustedBrowser, trustedOf } from '@/lib/records/browsers/trusted'

/** The browsers that do not ask the person for their second factor, the latest used first. */
export const listTrustedBrowsers = (ctx: Context, member: Member): Promise<TrustedBrowser[]> =>
  trustedOf(ctx, member.userId)

/** How many browsers don't ask a person of the admin's organization for their second factor; 0 for anyone else. */
export async function countTrustedBrowsers(ctx: Context, admin: Admin, userId: string): Promise<number> {
  const { users } = ctx.db.tables
  const [ours] = await ctx.db.read
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.organizationId, admin.organizationId)))
  return ours ? (await trustedOf(ctx, ours.id)).length : 0
}

/** Whether browsers may be trusted in the admin's organization: for how many days (null: not), and by admins as well. */
export async function findTrust(
  ctx: Context,
  admin: Admin,
): Promise<{ days: number | null; admins: boolean }> {
  const { organizations } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({ days: organizations.trustDays, admins: organizations.trustAdmins })
    .from(organizations)
    .where(eq(organizations.id, admin.organizationId))
  return row ?? { days: null, admins: false }
}
