import { and, eq, ne } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { dropLinks, issueLink, type Link } from '../links/link'
import { tell } from '../outbox/outbox'
import { changeUser, type User } from '../users/change'
import { indexWords } from '../users/words'

export async function readUser(tx: Writer, ctx: Context, userId: string): Promise<User | null> {
  const { users } = ctx.db.tables
  return (await tx.select().from(users).where(eq(users.id, userId)))[0] ?? null
}

export async function isTaken(tx: Writer, ctx: Context, email: string, userId: string): Promise<boolean> {
  const { users } = ctx.db.tables
  const taken = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, email), ne(users.id, userId)))
  return taken.length > 0
}

/** Gives someone the address of a link; null where someone else has it. Links to the address before are void. */
export async function moveTo(
  tx: Writer,
  ctx: Context,
  user: User,
  { email }: Pick<Link, 'email'>,
): Promise<User | null> {
  await ctx.db.lock(tx, `email:${email}`)
  if (await isTaken(tx, ctx, email, user.id)) return null
  await dropLinks(tx, ctx, user.id, ['password-reset', 'email-change', 'enrollment'])
  if (user.email === email) return user
  const moved = await changeUser(tx, ctx, user.id, { email, emailChangedAt: ctx.now() })
  if (moved) await indexWords(tx, ctx, moved)
  return moved
}

export async function tellOldAddress(
  tx: Writer,
  ctx: Context,
  user: User,
  name: 'email-changing' | 'email-changed',
  to: string,
): Promise<void> {
  const { id: userId, email } = user
  const token = await issueLink(tx, ctx, { purpose: 'email-undo', userId, email })
  await tell(tx, ctx, user, name, { to, path: `/email/restore/${token}` })
}
