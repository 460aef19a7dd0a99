import { and, eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { serverHousehold } from '@/db/tables/organizations'
import type { Context } from '@/lib/context'

/** Who decides on requests: the ids of operators who have joined and are not suspended. */
export async function presentOperators(from: Pick<Reader, 'select'>, ctx: Context): Promise<string[]> {
  const { users } = ctx.db.tables
  const operators = await from
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.organizationId, serverHousehold), eq(users.status, 'active')))
  return operators.map(({ id }) => id)
}

/** Whether those of these operators who have yet to approve a request are as many as the approvals that it misses. */
export async function areEnough(
  from: Pick<Reader, 'select'>,
  ctx: Context,
  operators: string[],
  requestId: string,
): Promise<boolean> {
  const { recoveryDecisions } = ctx.db.tables
  const approvals = await from
    .select({ by: recoveryDecisions.operatorId })
    .from(recoveryDecisions)
    .where(and(eq(recoveryDecisions.requestId, requestId), eq(recoveryDecisions.verdict, 'approve')))
  const given = new Set(approvals.map(({ by }) => by))
  // One that still waits misses one at least, also where fewer are asked for since.
  const missing = Math.max(1, ctx.recovery.approvals - given.size)
  return operators.filter((id) => !given.has(id)).length >= missing
}

/** Whether there are operators enough to decide on a request. */
export const isAttended = async (
  from: Pick<Reader, 'select'>,
  ctx: Context,
  requestId: string,
): Promise<boolean> => areEnough(from, ctx, await presentOperators(from, ctx), requestId)
