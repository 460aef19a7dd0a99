import { and, desc, eq, gt, inArray, lte, ne } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import type { Context } from '@/lib/context'
import { later } from '@/lib/duration'
import { browserLife } from '@/lib/figures'
import { latest } from '@/lib/lifespan'
import { tell } from '../outbox/outbox'
import type { User } from '../users/change'

/** So many are known for each person; a further one takes the place of the one that was used longest ago. */
const mostBrowsers = 10

const ofEmail = prepared(
  'browser-of-email',
  ({ browsers, users }) => ({ email: users.email, browser: browsers.tokenDigest }),
  (tx: Writer, { browsers, users }, given) =>
    tx
      .select({ userId: browsers.userId })
      .from(browsers)
      .innerJoin(users, eq(users.id, browsers.userId))
      .where(
        and(
          eq(users.email, given.email),
          eq(browsers.tokenDigest, given.browser),
          eq(browsers.ownCounter, true),
        ),
      ),
)

/**
 * Whether someone with this address has signed in with this browser before, and has not ended everything since (a
 * *device cookie*, OWASP). It only chooses who is slowed down together: it replaces no password and no code.
 */
export async function isKnownBrowser(
  tx: Writer,
  ctx: Context,
  email: string,
  browser: Buffer | null,
): Promise<boolean> {
  if (!browser) return false
  return (await ofEmail(tx, ctx.db, { email, browser })).length > 0
}

const seenColumns = ({ browsers }: Tables) => ({
  ...{ userId: browsers.userId, browser: browsers.tokenDigest, seenAt: browsers.seenAt },
})

const seenAgain = prepared('browser-seen-again', seenColumns, (tx: Writer, { browsers }, given) =>
  tx
    .update(browsers)
    .set({ seenAt: given.seenAt, ownCounter: true })
    .where(and(eq(browsers.userId, given.userId), eq(browsers.tokenDigest, given.browser)))
    .returning({ userId: browsers.userId }),
)

const seenFirst = prepared('browser-seen-first', seenColumns, (tx: Writer, { browsers }, given) =>
  tx
    .insert(browsers)
    .values({ userId: given.userId, tokenDigest: given.browser, seenAt: given.seenAt })
    .onConflictDoNothing()
    .returning({ userId: browsers.userId }),
)

const browsersOf = prepared(
  'browsers-of-person',
  ({ browsers }) => ({ userId: browsers.userId }),
  (tx: Writer, { browsers }, given) =>
    tx
      .select({ tokenDigest: browsers.tokenDigest })
      .from(browsers)
      .where(eq(browsers.userId, given.userId))
      .orderBy(desc(browsers.seenAt)),
)

/**
 * Notes the browser in which someone proved who they are: a complete sign-in, a link of an email spent for a password.
 * True when it was not seen before.
 */
export async function noteBrowser(
  tx: Writer,
  ctx: Context,
  userId: string,
  browser: Buffer,
): Promise<boolean> {
  const { browsers } = ctx.db.tables
  const seenAt = ctx.now()
  const [known] = await seenAgain(tx, ctx.db, { userId, browser, seenAt })
  if (known) return false
  const others = await browsersOf(tx, ctx.db, { userId })
  const spare = others.slice(mostBrowsers - 1).map(({ tokenDigest }) => tokenDigest)
  if (spare.length > 0)
    await tx.delete(browsers).where(and(eq(browsers.userId, userId), inArray(browsers.tokenDigest, spare)))
  return (await seenFirst(tx, ctx.db, { userId, browser, seenAt })).length > 0
}

/** The same at a sign-in on the web: a browser not seen before is told of by email, but not someone's first. */
export async function noteSignInFrom(tx: Writer, ctx: Context, user: User, browser: Buffer): Promise<void> {
  if (!(await noteBrowser(tx, ctx, user.id, browser))) return
  if ((await browsersOf(tx, ctx.db, { userId: user.id })).length > 1)
    await tell(tx, ctx, user, 'new-browser', {}, { mergeKey: `new-browser:${user.id}` })
}

/** Takes from a person's browsers, all or all but one, the counters of their own, when everything of theirs ends. */
export async function forgetBrowsers(
  tx: Writer,
  ctx: Context,
  userId: string,
  spared: Buffer | null,
): Promise<void> {
  const { browsers } = ctx.db.tables
  await tx
    .update(browsers)
    .set({ ownCounter: false })
    .where(and(eq(browsers.userId, userId), spared ? ne(browsers.tokenDigest, spared) : undefined))
}

/** What was seen in a time that has yet to come was seen by now. */
export async function setBrowsersRight(tx: Writer, ctx: Context): Promise<void> {
  const { browsers } = ctx.db.tables
  const now = ctx.now()
  await tx
    .update(browsers)
    .set({ seenAt: now })
    .where(gt(browsers.seenAt, latest(now)))
}

/** Forgets browsers that were not used for a year. */
export async function sweepBrowsers(tx: Writer, ctx: Context): Promise<void> {
  const { browsers } = ctx.db.tables
  await tx.delete(browsers).where(lte(browsers.seenAt, later(ctx.now(), -browserLife)))
}
