import { randomUUID } from 'node:crypto'
import { and, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import { serverHousehold } from '@/db/tables/organizations'
import type { Operator } from '../actors'
import { record } from '../audit/record'
import type { Context } from '../context'
import { operatorActor } from '../operators/actor'
import { done, fail, ok, type Result } from '../result'
import { sessionStands } from '../sessions/session'
import { insertUser } from '../users/add'
import { named } from '../users/authority'
import { newEmail } from '../users/email'
import { fold } from '../users/fold'
import { issueInvitation, mailInvitation } from '../users/invitation'
import { organizationName, personName } from '../users/name'
import { closeSetup } from './setup'
import type { organizationInput } from './suspend'

export const addOrganizationInput = z.strictObject({
  organization: organizationName,
  name: personName,
  email: newEmail,
})

/** *Add organization*, with its first admin by invitation, who must have 2FA. */
export async function addOrganization(
  ctx: Context,
  operator: Operator,
  { organization, name, email }: z.output<typeof addOrganizationInput>,
): Promise<Result<{ organizationId: string }, 'session-over' | 'email-unavailable'>> {
  const { organizations } = ctx.db.tables
  return ctx.db
    .write(async (tx) => {
      if (!(await sessionStands(tx, ctx, operator, 'operator'))) return fail('session-over')
      await closeSetup(tx, ctx)
      const id = randomUUID()
      await tx
        .insert(organizations)
        .values({ id, name: organization, sortName: fold(organization), createdAt: ctx.now() })
      const admin = await insertUser(tx, ctx, {
        ...{ organizationId: id, name, email, role: 'admin', status: 'invited' },
        ...{ passwordHash: null, twoFactorRequired: true, invitedBy: operator.name },
      })
      if (!admin) throw new AddressTaken()
      const invitation = await issueInvitation(tx, ctx, admin.id)
      await mailInvitation(
        tx,
        ctx,
        { name: operator.name, organizationName: organization },
        admin,
        invitation,
      )
      for (const chain of [id, serverHousehold])
        await record(tx, ctx, chain, {
          ...{ event: 'organization.added', actor: operatorActor(operator), subject: named(admin) },
          detail: { organization },
        })
      return ok({ organizationId: id })
    })
    .catch((error: unknown) => {
      if (error instanceof AddressTaken) return fail('email-unavailable')
      throw error
    })
}

/** The organization must not stay without anybody in it: everything is rolled back. */
class AddressTaken extends Error {}

/** *New invitation link*, as long as nobody of the organization has joined: the first admin's, and nobody else's. */
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
    const people = await tx.select().from(users).where(eq(users.organizationId, organizationId)).limit(2)
    const [first] = people
    if (people.length !== 1 || first?.status !== 'invited') return fail('already-joined')
    const invitation = await issueInvitation(tx, ctx, first.id)
    const inviter = { name: operator.name, organizationName: organization.name }
    await mailInvitation(tx, ctx, inviter, first, invitation)
    await record(tx, ctx, organizationId, {
      ...{ event: 'user.invited', actor: operatorActor(operator), subject: named(first) },
    })
    return done
  })
}
