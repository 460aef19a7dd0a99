import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { serverHousehold } from '@/db/tables/organizations'
import type { Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { done, fail, type Result } from '@/lib/result'
import { actorOf } from '../audit/actor'
import { record } from '../audit/record'

/** Suspends or reactivates an organization, once; its own audit log and the server's say so. */
export async function setSuspended(
  tx: Writer,
  ctx: Context,
  operator: Operator,
  organizationId: string,
  suspended: boolean,
): Promise<Result<void, 'organization-unknown'>> {
  const { organizations } = ctx.db.tables
  const [changed] = await tx
    .update(organizations)
    .set({ suspendedAt: suspended ? ctx.now() : null })
    .where(
      and(
        eq(organizations.id, organizationId),
        ne(organizations.id, serverHousehold),
        suspended ? isNull(organizations.suspendedAt) : isNotNull(organizations.suspendedAt),
      ),
    )
    .returning({ name: organizations.name })
  if (!changed) return fail('organization-unknown')
  for (const chain of [organizationId, serverHousehold])
    await record(tx, ctx, chain, {
      event: suspended ? 'organization.suspended' : 'organization.reactivated',
      actor: actorOf(operator),
      detail: { organization: changed.name },
    })
  return done
}
