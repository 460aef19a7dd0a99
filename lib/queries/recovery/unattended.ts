import { and, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { live } from '@/lib/lifespan'
import type { Unattended } from '@/lib/messages/recovery'
import { areEnough, presentOperators } from '@/lib/records/recovery/operators'
import { isActive } from '@/lib/records/users/active'

/** The confirmed requests that wait although too few operators are there to decide: whoever runs the server has to know. */
export async function unattendedRequests(ctx: Context): Promise<Unattended[]> {
  const { recoveryRequests, users, organizations } = ctx.db.tables
  const confirmed = await ctx.db.read
    .select({ id: recoveryRequests.id, name: users.name })
    .from(recoveryRequests)
    .innerJoin(users, eq(users.id, recoveryRequests.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        eq(recoveryRequests.state, 'confirmed'),
        live(recoveryRequests.askedAt, recoveryRequests.expiresAt, ctx.now()),
        eq(users.role, 'admin'),
        isActive({ users, organizations }),
      ),
    )
    .orderBy(recoveryRequests.askedAt)
  const operators = await presentOperators(ctx.db.read, ctx)
  const waiting: Unattended[] = []
  for (const request of confirmed)
    if (!(await areEnough(ctx.db.read, ctx, operators, request.id)))
      waiting.push(operators.length > 0 ? { ...request, tooFew: true } : request)
  return waiting
}
