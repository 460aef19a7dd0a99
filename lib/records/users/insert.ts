import { randomUUID } from 'node:crypto'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { recount, type User } from './change'
import { fold } from './fold'
import { indexWords } from './words'

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
  await ctx.db.lock(tx, `email:${person.email}`)
  const [user] = await tx
    .insert(users)
    .values({
      ...person,
      id: randomUUID(),
      sortName: fold(person.name),
      createdAt: ctx.now(),
      requiredSince: person.twoFactorRequired ? ctx.now() : null,
      adminSince: person.role === 'admin' && person.status === 'active' ? ctx.now() : null,
    })
    .onConflictDoNothing({ target: users.email })
    .returning()
  if (!user) return null
  await indexWords(tx, ctx, user)
  await recount(tx, ctx, null, user)
  return user
}
