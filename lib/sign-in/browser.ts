import { and, count, eq, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '../context'
import { digest, looksLikeToken } from '../crypto/token'
import { days, later } from '../duration'
import { tell } from '../mail/outbox'
import type { User } from '../users/change'

/** A browser that was not used for so long is one not seen before. */
export const browserLife = days(365)

/**
 * Notes from which browser somebody signed in, by the token it keeps, and tells them of one that was not seen before.
 * Of somebody's first one nothing is told. The token opens nothing.
 */
export async function noteBrowser(tx: Writer, ctx: Context, user: User, token: string): Promise<void> {
  if (!looksLikeToken(token)) return
  const { browsers } = ctx.db.tables
  const seenAt = ctx.now()
  const [known] = await tx
    .update(browsers)
    .set({ seenAt })
    .where(and(eq(browsers.userId, user.id), eq(browsers.tokenDigest, digest(token))))
    .returning({ userId: browsers.userId })
  if (known) return
  const [others] = await tx.select({ n: count() }).from(browsers).where(eq(browsers.userId, user.id))
  await tx.insert(browsers).values({ userId: user.id, tokenDigest: digest(token), seenAt })
  if (others && others.n > 0)
    await tell(tx, ctx, user, 'new-browser', {}, { mergeKey: `new-browser:${user.id}` })
}

/** Forgets browsers that were not used for a year. */
export async function sweepBrowsers(tx: Writer, ctx: Context): Promise<void> {
  const { browsers } = ctx.db.tables
  await tx.delete(browsers).where(lte(browsers.seenAt, later(ctx.now(), -browserLife)))
}
