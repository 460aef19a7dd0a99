import { and, asc, eq, ne } from 'drizzle-orm'
import type { Challenger } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { factorColumns, isEnabled } from '@/lib/records/users/enabled'

export type WhomToAsk = {
  /** The names of the active admins, the first ten, and whether there are more. */
  admins: string[]
  more: boolean
  /** When the person asked them last; null where nothing is open. */
  askedAt: Date | null
  /** 2FA is on: they lost it. Otherwise they cannot set it up. */
  enrolled: boolean
}

const named = 10

/** The admins of whoever gave the right password, but for themselves. */
export async function whomToAsk(ctx: Context, challenger: Challenger): Promise<WhomToAsk> {
  const { users, helpRequests } = ctx.db.tables
  const [own] = await ctx.db.read
    .select({
      organizationId: users.organizationId,
      ...factorColumns(ctx.db.tables),
      askedAt: helpRequests.askedAt,
    })
    .from(users)
    .leftJoin(helpRequests, eq(helpRequests.userId, users.id))
    .where(eq(users.id, challenger.userId))
  if (!own) return { admins: [], more: false, askedAt: null, enrolled: false }
  const admins = await ctx.db.read
    .select({ name: users.name })
    .from(users)
    .where(
      and(
        eq(users.organizationId, own.organizationId),
        eq(users.role, 'admin'),
        eq(users.status, 'active'),
        ne(users.id, challenger.userId),
      ),
    )
    .orderBy(asc(users.sortName), asc(users.id))
    .limit(named + 1)
  return {
    admins: admins.slice(0, named).map(({ name }) => name),
    more: admins.length > named,
    askedAt: own.askedAt,
    enrolled: isEnabled(own),
  }
}
