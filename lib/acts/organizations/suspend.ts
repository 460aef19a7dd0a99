import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import { serverHousehold } from '@/db/tables/organizations'
import type { Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { endOrganization } from '@/lib/records/sessions/end'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

export const organizationInput = z.strictObject({ organizationId: z.string().max(64) })

export type Subject = z.output<typeof organizationInput>

/** *Suspend*: all of its people are out at the next request, and nobody of it gets in until it is reactivated. */
export async function suspendOrganization(
  ctx: Context,
  operator: Operator,
  { organizationId }: Subject,
): Promise<Result<void, 'session-over' | 'organization-unknown'>> {
  return ctx.db.write(async (tx) => {
    const changed = await setSuspended(tx, ctx, operator, organizationId, true)
    if (!changed.ok) return changed
    await endOrganization(tx, ctx, organizationId)
    return done
  })
}

export async function setSuspended(
  tx: Writer,
  ctx: Context,
  operator: Operator,
  organizationId: string,
  suspended: boolean,
): Promise<Result<void, 'session-over' | 'organization-unknown'>> {
  if (!(await sessionStands(tx, ctx, operator, 'operator'))) return fail('session-over')
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
