import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import type { User } from './change'

/**
 * Takes people to itself until the transaction ends. To be called before the first thing that is read of them in order
 * to change them, or to open or end something of theirs: of two acts about one person the second sees what the first did.
 */
export const lockPerson = (tx: Writer, ctx: Context, ...userIds: string[]): Promise<void> =>
  ctx.db.lock(tx, ...userIds.map((id) => `user:${id}`))

/** Within a transaction: whoever has this address, taken to itself. */
export async function personOfEmail(tx: Writer, ctx: Context, email: string): Promise<User | null> {
  const { users } = ctx.db.tables
  const [found] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email))
  if (!found) return null
  await lockPerson(tx, ctx, found.id)
  const [user] = await tx
    .select()
    .from(users)
    .where(and(eq(users.id, found.id), eq(users.email, email)))
  return user ?? null
}
