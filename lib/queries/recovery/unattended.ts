import { and, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { live } from '@/lib/lifespan'
import type { Unattended } from '@/lib/messages/recovery'
import { hasOperator } from '@/lib/records/recovery/operators'

/** The confirmed requests that wait although no operator is there to decide: whoever runs the server has to know. */
export async function unattendedRequests(ctx: Context): Promise<Unattended[]> {
  if (await hasOperator(ctx.db.read, ctx)) return []
  const { recoveryRequests, users } = ctx.db.tables
  return ctx.db.read
    .select({ id: recoveryRequests.id, name: users.name })
    .from(recoveryRequests)
    .innerJoin(users, eq(users.id, recoveryRequests.userId))
    .where(
      and(
        eq(recoveryRequests.state, 'confirmed'),
        live(recoveryRequests.askedAt, recoveryRequests.expiresAt, ctx.now()),
      ),
    )
    .orderBy(recoveryRequests.askedAt)
}
