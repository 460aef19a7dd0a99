import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Admin } from '../actors'
import { record } from '../audit/record'
import type { Context } from '../context'
import { fail, ok, type Result } from '../result'
import { sessionStands } from '../sessions/session'
import { adminActor, named } from './authority'
import { recount, type User } from './change'
import { newEmail } from './email'
import { fold } from './fold'
import { issueInvitation, mailInvitation } from './invitation'
import { personName } from './name'
import { indexWords } from './words'

export const addUserInput = z.strictObject({
  name: personName,
  email: newEmail,
  role: z.enum(['agent', 'admin'], { error: 'Choose Agent or Admin.' }),
  twoFactorRequired: z.boolean(),
})

/**
 * Adds an invited person to the admin's organization and returns the token of the invitation link: 72 hours, once. An address that
 * is taken anywhere on the server gets an answer that does not say by whom.
 */
export async function addUser(
  ctx: Context,
  admin: Admin,
  input: z.output<typeof addUserInput>,
): Promise<Result<{ userId: string; invitation: string }, 'email-unavailable' | 'session-over'>> {
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const user = await insertUser(tx, ctx, {
      ...input,
      organizationId: admin.organizationId,
      status: 'invited',
      passwordHash: null,
      invitedBy: admin.name,
    })
    if (!user) return fail('email-unavailable')
    const invitation = await issueInvitation(tx, ctx, user.id)
    await mailInvitation(tx, ctx, admin, user, invitation)
    await record(tx, ctx, admin.organizationId, {
      event: 'user.added',
      actor: adminActor(admin),
      subject: named(user),
      detail: { role: input.role, twoFactorRequired: input.twoFactorRequired },
    })
    return ok({ userId: user.id, invitation })
  })
}

/** The only way a person comes into being: counted, findable. Null when the address is taken. */
export async function insertUser(
  tx: Writer,
  ctx: Context,
  person: Pick<
    User,
    | 'organizationId'
    | 'name'
    | 'email'
    | 'role'
    | 'status'
    | 'passwordHash'
    | 'twoFactorRequired'
    | 'invitedBy'
  >,
): Promise<User | null> {
  const { users } = ctx.db.tables
  const [user] = await tx
    .insert(users)
    .values({ ...person, id: randomUUID(), sortName: fold(person.name), createdAt: ctx.now() })
    .onConflictDoNothing({ target: users.email })
    .returning()
  if (!user) return null
  await indexWords(tx, ctx, user)
  await recount(tx, ctx, null, user)
  return user
}
