import { and, asc, eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { factorColumns, isEnabled } from '@/lib/records/users/enabled'

export type HelpRequest = {
  userId: string
  name: string
  email: string
  askedAt: Date
  client: string
  address: string
  /** 2FA is on: they lost it. Otherwise they cannot set it up. */
  enrolled: boolean
}

/** What people of the admin's organization ask for, the oldest first, fifty at most. */
export async function listHelpRequests(ctx: Context, admin: Admin): Promise<HelpRequest[]> {
  return open(ctx, admin)
}

/** What this person asks for; null where they ask for nothing, or are of another organization. */
export async function findHelpRequest(
  ctx: Context,
  admin: Admin,
  userId: string,
): Promise<HelpRequest | null> {
  return (await open(ctx, admin, userId))[0] ?? null
}

async function open(ctx: Context, admin: Admin, userId?: string): Promise<HelpRequest[]> {
  const { helpRequests, users } = ctx.db.tables
  const rows = await ctx.db.read
    .select({
      request: helpRequests,
      name: users.name,
      email: users.email,
      factors: factorColumns(ctx.db.tables),
    })
    .from(helpRequests)
    .innerJoin(users, eq(users.id, helpRequests.userId))
    .where(
      and(
        eq(helpRequests.organizationId, admin.organizationId),
        eq(users.organizationId, admin.organizationId),
        eq(users.status, 'active'),
        userId === undefined ? undefined : eq(helpRequests.userId, userId),
      ),
    )
    .orderBy(asc(helpRequests.askedAt))
    .limit(50)
  return rows.map(({ request: { organizationId: _, ...request }, name, email, factors }) => ({
    ...{ ...request, name, email },
    enrolled: isEnabled(factors),
  }))
}
