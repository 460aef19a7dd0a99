import { z } from 'zod'
import type { Writer } from '@/db/database'
import { serverHousehold } from '@/db/tables/organizations'
import type { Console } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { newEmail } from '@/lib/email'
import { personName } from '@/lib/name'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { issueInvitation, mailInvitation } from '@/lib/records/invitations/invitation'
import { insertUser } from '@/lib/records/users/insert'
import { findOperator } from '@/lib/records/users/operator'
import { fail, ok, type Result } from '@/lib/result'

export const addOperatorInput = z.strictObject({ email: newEmail, name: personName.optional() })

/**
 * Adds an operator, by invitation, always with 2FA; one who has not joined yet gets a new invitation. They belong to no organization: their row stands in the server's
 * own household, which is none that anyone sees or administers.
 */
export async function addOperator(
  ctx: Context,
  console: Console,
  { email, name = email.split('@')[0] ?? email }: z.output<typeof addOperatorInput>,
): Promise<
  Result<
    { invitation: string; again: boolean },
    'email-unavailable' | 'operator-already' | 'operator-suspended'
  >
> {
  return ctx.db.write(async (tx) => {
    await openHousehold(tx, ctx)
    const added = await insertUser(tx, ctx, {
      ...{ organizationId: serverHousehold, name, email, role: 'operator', status: 'invited' },
      ...{ passwordHash: null, twoFactorRequired: true, invitedBy: console.osUser },
    })
    const operator = added ?? (await findOperator(tx, ctx, email))
    if (!operator) return fail('email-unavailable')
    if (operator.status !== 'invited')
      return fail(operator.status === 'suspended' ? 'operator-suspended' : 'operator-already')
    const invitation = await issueInvitation(tx, ctx, operator)
    const inviter = { name: { osUser: console.osUser }, organizationName: null }
    await mailInvitation(tx, ctx, inviter, operator, invitation)
    await record(tx, ctx, serverHousehold, {
      event: added ? 'operator.added' : 'user.invited',
      actor: { kind: 'console', osUser: console.osUser },
      subject: named(operator),
    })
    return ok({ invitation, again: !added })
  })
}

async function openHousehold(tx: Writer, ctx: Context): Promise<void> {
  const { organizations } = ctx.db.tables
  await tx
    .insert(organizations)
    // No one reads its name: messages say that operators belong to no organization.
    .values({ id: serverHousehold, name: '', createdAt: ctx.now() })
    .onConflictDoNothing()
}
