import { and, eq, ne } from 'drizzle-orm'
import type { z } from 'zod'
import { serverHousehold } from '@/db/tables/organizations'
import type { Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { organizationInput } from '@/lib/inputs'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { issueInvitation, mailInvitation } from '@/lib/records/invitations/invitation'
import { sessionStands } from '@/lib/records/sessions/session'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

/** *New invitation link*, as long as no one of the organization has joined: the first admin's, and no one else's. */
export async function renewFirstInvitation(
  ctx: Context,
  operator: Operator,
  { organizationId }: z.output<typeof organizationInput>,
): Promise<Result<void, 'session-over' | 'organization-unknown' | 'already-joined'>> {
  const { organizations, users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, operator, 'operator'))) return fail('session-over')
    const [organization] = await tx
      .select()
      .from(organizations)
      .where(and(eq(organizations.id, organizationId), ne(organizations.id, serverHousehold)))
    if (!organization) return fail('organization-unknown')
    const anybody = () => tx.select().from(users).where(eq(users.organizationId, organizationId)).limit(2)
    await lockPerson(tx, ctx, ...(await anybody()).map(({ id }) => id))
    const people = await anybody()
    const [first] = people
    if (people.length !== 1 || first?.status !== 'invited') return fail('already-joined')
    const invitation = await issueInvitation(tx, ctx, first)
    const inviter = { name: operator.name, organizationName: organization.name }
    await mailInvitation(tx, ctx, inviter, first, invitation)
    await record(tx, ctx, organizationId, {
      ...{ event: 'user.invited', actor: actorOf(operator), subject: named(first) },
    })
    return done
  })
}
