import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import { appInput, clientOf } from '@/lib/client'
import type { Context } from '@/lib/context'
import { hashPassword } from '@/lib/crypto/password-hash'
import { digest } from '@/lib/crypto/token'
import { newEmail } from '@/lib/email'
import { organizationName, personName } from '@/lib/name'
import { newPassword, passwordProblem } from '@/lib/password-rules'
import { isSetupToken } from '@/lib/queries/setup'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { finishChallenge, openChallenge, type PasswordAccepted } from '@/lib/records/challenges/challenge'
import { setupFact } from '@/lib/records/organizations/setup'
import { demanded } from '@/lib/records/policy/policy'
import { fold } from '@/lib/records/users/fold'
import { insertUser } from '@/lib/records/users/insert'
import { fail, ok, type Result } from '@/lib/result'
import { browserZone } from '@/lib/zone'

export const setupInput = z.strictObject({
  token: z.string().max(64),
  organization: organizationName,
  name: personName,
  email: newEmail,
  password: newPassword,
  /** Where the admin's browser is: the dates of a policy are meant there. UTC where it doesn't say. */
  timeZone: browserZone,
  ...appInput,
})

/**
 * Creates the organization and its first admin, with the console's token, once: of any number of people who try, one
 * gets it. Answers as a right password does, with a ticket. `email-unavailable`: the address is an operator's.
 */
export async function setUpOrganization(
  ctx: Context,
  input: z.output<typeof setupInput>,
): Promise<
  Result<PasswordAccepted, 'setup-closed' | 'password-common' | 'password-personal' | 'email-unavailable'>
> {
  if (!(await isSetupToken(ctx, input.token))) return fail('setup-closed')
  const { organization, name, email, timeZone } = input
  const problem = passwordProblem(input.password, { name, email, organization })
  if (problem) return fail(problem)
  const passwordHash = await hashPassword(input.password)
  const { organizations, serverFacts } = ctx.db.tables
  const value = digest(input.token).toString('base64')
  const create = async (tx: Writer): Promise<Result<PasswordAccepted, 'setup-closed'>> => {
    await ctx.db.lock(tx, 'setup')
    const [claimed] = await tx
      .delete(serverFacts)
      .where(and(eq(serverFacts.name, setupFact), eq(serverFacts.value, value)))
      .returning()
    if (!claimed) return fail('setup-closed')
    const organizationId = randomUUID()
    await tx.insert(organizations).values({
      ...{ id: organizationId, name: organization },
      ...{ sortName: fold(organization), createdAt: ctx.now() },
      ...(timeZone && { timeZone }),
    })
    const user = await insertUser(tx, ctx, {
      ...{ organizationId, name, email, passwordHash },
      role: 'admin',
      status: 'active',
      twoFactorRequired: false,
      invitedBy: null,
    })
    if (!user) throw new AddressTaken()
    await record(tx, ctx, organizationId, {
      event: 'organization.created',
      actor: { kind: 'user', ...named(user) },
      detail: { organization },
    })
    const admin = await demanded(tx, ctx, user)
    const challenge = await openChallenge(tx, ctx, admin, 'web', null, clientOf(ctx, input))
    const ticket = await finishChallenge(tx, ctx, challenge.challengeId, 'none')
    return ok({ ...challenge, userId: user.id, step: 'none', ticket })
  }
  return ctx.db.write(create).catch((error: unknown) => {
    if (error instanceof AddressTaken) return fail('email-unavailable')
    throw error
  })
}

/** The token must not be spent: everything is rolled back. */
class AddressTaken extends Error {}
