import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '../context'
import type { User } from './change'
import { fold } from './name'

/** The words somebody is found by: the parts of their name and address, and the address whole. */
export function wordsOf(name: string, email: string): string[] {
  const spoken = fold(name)
  const written = fold(email)
  const words = [
    ...spoken.split(' '),
    ...spoken.split(/[^\p{L}\p{N}]+/u),
    written,
    ...written.split(/[^\p{L}\p{N}]+/u),
  ]
  return [...new Set(words)].filter((word) => word !== '')
}

/** Makes a new person findable, in the transaction that adds them. */
export async function indexWords(
  tx: Writer,
  ctx: Context,
  user: Pick<User, 'id' | 'organizationId' | 'name' | 'email' | 'sortName'>,
): Promise<void> {
  const { userWords } = ctx.db.tables
  const { organizationId, sortName } = user
  await tx.delete(userWords).where(eq(userWords.userId, user.id))
  await tx
    .insert(userWords)
    .values(
      wordsOf(user.name, user.email).map((word) => ({ organizationId, word, sortName, userId: user.id })),
    )
}
