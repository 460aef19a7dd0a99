import { eq, inArray } from 'drizzle-orm'
import type { Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { OrganizationSubject } from '@/lib/inputs'
import { setSuspended } from '@/lib/records/organizations/suspension'
import { deleteSessions } from '@/lib/records/sessions/delete'
import { sessionStands } from '@/lib/records/sessions/session'
import { fail, type Result } from '@/lib/result'

/** *Reactivate*: its people may sign in again, with what they had. */
export async function reactivateOrganization(
  ctx: Context,
  operator: Operator,
  { organizationId }: OrganizationSubject,
): Promise<Result<void, 'session-over' | 'organization-unknown'>> {
  const { sessions, users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, operator, 'operator'))) return fail('session-over')
    const changed = await setSuspended(tx, ctx, operator, organizationId, false)
    if (!changed.ok) return changed
    // A sign-in that was finished in the very moment of the suspension left a session, which has opened nothing since.
    const people = tx.select({ id: users.id }).from(users).where(eq(users.organizationId, organizationId))
    await deleteSessions(tx, ctx, inArray(sessions.userId, people))
    return changed
  })
}
