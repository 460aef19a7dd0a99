import type { Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Result } from '@/lib/result'
import { type Subject, setSuspended } from './suspend'

/** *Reactivate*: its people may sign in again, with what they had. */
export async function reactivateOrganization(
  ctx: Context,
  operator: Operator,
  { organizationId }: Subject,
): Promise<Result<void, 'session-over' | 'organization-unknown'>> {
  return ctx.db.write((tx) => setSuspended(tx, ctx, operator, organizationId, false))
}
