import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { serverHousehold } from '@/db/tables/organizations'
import type { Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { newEmail } from '@/lib/email'
import { organizationName, personName } from '@/lib/name'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { issueInvitation, mailInvitation } from '@/lib/records/invitations/invitation'
import { closeSetup } from '@/lib/records/organizations/setup'
import { sessionStands } from '@/lib/records/sessions/session'
import { fold } from '@/lib/records/users/fold'
import { insertUser } from '@/lib/records/users/insert'
import { fail, ok, type Result } from '@/lib/result'

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
      const invitation = await issueInvitation(tx, ctx, admin)
      await mailInvitation(
        tx,
        ctx,
        { name: operator.name, organizationName: organization },
        admin,
        invitation,
      )
      for (const chain of [id, serverHousehold])
        await record(tx, ctx, chain, {
          ...{ event: 'organization.added', actor: actorOf(operator), subject: named(admin) },
          detail: { organization },
        })
      return ok({ organizationId: id })
    })
    .catch((error: unknown) => {
      if (error instanceof AddressTaken) return fail('email-unavailable')
      throw error
    })
}

/** The organization must not stay without anyone in it: everything is rolled back. */
class AddressTaken extends Error {}
