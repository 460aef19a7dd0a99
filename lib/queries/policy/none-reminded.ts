import { and, asc, eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Policy } from '@/lib/records/policy/policy'
import { type Unreminded, whyNotRemind } from '@/lib/records/policy/remind'
import { partsOf } from '@/lib/records/policy/standing'
import { factorColumns } from '@/lib/records/users/enabled'
import { presentParts } from '../users/standing'

/** For every reason not to remind someone, how many it holds for. */
export type NoneReminded = Partial<Record<Unreminded, number>>

/** So many people are looked at to know whether any of them can be reminded; where there are more, it is taken for granted. */
const mostLookedAt = 100

/** Why none of those without a second factor can be reminded now, empty where everyone has one; null where someone can. */
export async function noneReminded(ctx: Context, admin: Admin, policy: Policy): Promise<NoneReminded | null> {
  const { users } = ctx.db.tables
  const reasons: NoneReminded = {}
  const now = ctx.now()
  let left = mostLookedAt
  for (const part of await presentParts(ctx, admin, partsOf(ctx, policy, 'missing'))) {
    if (part === null) continue
    const { id, status, adminRemindedAt } = users
    const found = await ctx.db.read
      .select({ id, status, adminRemindedAt, ...factorColumns({ users }) })
      .from(users)
      .where(and(eq(users.organizationId, admin.organizationId), eq(users.secondFactor, part.stored)))
      .orderBy(asc(users.sortName), asc(users.id))
      .limit(left + 1)
    left -= found.length
    for (const user of found) {
      const why = whyNotRemind(user, admin.userId, now)
      if (why === null) return null
      reasons[why] = (reasons[why] ?? 0) + 1
    }
    if (left < 0) return null
  }
  return reasons
}
