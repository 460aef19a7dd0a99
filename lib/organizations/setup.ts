import { randomUUID } from 'node:crypto'
import { and, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import { serverHousehold } from '@/db/tables/organizations'
import { record } from '../audit/record'
import type { Context } from '../context'
import { hashPassword } from '../crypto/password-hash'
import { digest, newToken } from '../crypto/token'
import { newPassword, passwordProblem } from '../passwords/rules'
import { fail, ok, type Result } from '../result'
import { appInput, clientOf } from '../sessions/client'
import { finishChallenge, openChallenge } from '../sign-in/challenge'
import type { PasswordAccepted } from '../sign-in/password'
import { insertUser } from '../users/add'
import { named } from '../users/authority'
import { newEmail } from '../users/email'
import { fold } from '../users/fold'
import { organizationName, personName } from '../users/name'

const setupFact = 'setup-token'

/** Whether there is an organization: then set-up is over, for ever. */
export async function isSetUp(ctx: Context): Promise<boolean> {
  const { organizations } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ id: organizations.id })
    .from(organizations)
    .where(ne(organizations.id, serverHousehold))
    .limit(1)
  return rows.length > 0
}

/** Whether there is anybody who could sign in: an operator may be there before any organization. */
export async function isInUse(ctx: Context): Promise<boolean> {
  const { organizations } = ctx.db.tables
  const rows = await ctx.db.read.select({ id: organizations.id }).from(organizations).limit(1)
  return rows.length > 0
}

/** Makes the token for the console; the one of an earlier start is void. Null once there is an organization. */
export async function issueSetupToken(ctx: Context): Promise<string | null> {
  const { organizations, serverFacts } = ctx.db.tables
  const token = newToken()
  const value = digest(token).toString('base64')
  return ctx.db.write(async (tx) => {
    const existing = await tx
      .select({ id: organizations.id })
      .from(organizations)
      .where(ne(organizations.id, serverHousehold))
      .limit(1)
    if (existing.length > 0) return null
    await tx
      .insert(serverFacts)
      .values({ name: setupFact, value })
      .onConflictDoUpdate({ target: serverFacts.name, set: { value } })
    return token
  })
}

/** Whether this is the token printed on the console. Looking does not spend it. */
export async function isSetupToken(ctx: Context, token: string): Promise<boolean> {
  const { serverFacts } = ctx.db.tables
  const value = digest(token).toString('base64')
  const rows = await ctx.db.read
    .select({ name: serverFacts.name })
    .from(serverFacts)
    .where(and(eq(serverFacts.name, setupFact), eq(serverFacts.value, value)))
  return rows.length > 0
}

/** There is an organization: the token that was printed opens nothing any more. */
export async function closeSetup(tx: Writer, ctx: Context): Promise<void> {
  const { serverFacts } = ctx.db.tables
  await ctx.db.lock(tx, 'setup')
  await tx.delete(serverFacts).where(eq(serverFacts.name, setupFact))
}

export const setupInput = z.strictObject({
  token: z.string().max(64),
  organization: organizationName,
  name: personName,
  email: newEmail,
  password: newPassword,
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
  const { organization, name, email } = input
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
    const challenge = await openChallenge(tx, ctx, user, 'web', null, clientOf(ctx, input))
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
