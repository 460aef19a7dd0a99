import { eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Context } from '@/lib/context'
import type { User } from './change'

const userOfId = prepared(
  'user-of-id',
  ({ users }) => ({ userId: users.id }),
  (on: Reader, { users }, given) => on.select().from(users).where(eq(users.id, given.userId)),
)

/** This person, by a statement that is built once, for pages that everyone opens; null where there is no such one. */
export async function findUser(on: Reader, ctx: Context, userId: string): Promise<User | null> {
  const [user] = await userOfId(on, ctx.db, { userId })
  return user ?? null
}
