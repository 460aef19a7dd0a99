import type { Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { OrganizationSubject } from '@/lib/inputs'
import { setSuspended } from '@/lib/records/organizations/suspension'
import { endOrganization } from '@/lib/records/sessions/end'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

/** *Suspend*: all of its people are out at the next request, and no one of it gets in until it is reactivated. */
export async function suspendOrganization(
  ctx: Context,
  operator: Operator,
  { organizationId }: OrganizationSubject,
): Promise<Result<void, 'session-over' | 'organization-unknown'>> {
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, operator, 'operator'))) return fail('session-over')
    const changed = await setSuspended(tx, ctx, operator, organizationId, true)
    if (!changed.ok) return changed
    await endOrganization(tx, ctx, organizationId)
    return done
  })
}
