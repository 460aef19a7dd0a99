import { and, desc, eq, gt, inArray, lt, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import { noTimeBefore } from '@/lib/lifespan'
import { stepAt } from '@/lib/totp/totp'
import { enabledIn } from '../users/enabled'

/** Whose authenticator it is, and which one. */
type Key = { userId: string; since: Date | null }

/** An authenticator without a date was there before there were any. */
const sinceOf = ({ since }: Key) => since ?? new Date(0)

/** So many are looked at, which is enough to see that there are more than are kept. */
const most = 40

const latestOnes = prepared(
  'latest-spent-steps',
  ({ spentTimeSteps: spent }) => ({ userId: spent.userId, since: spent.since, next: spent.step }),
  (tx: Writer, { spentTimeSteps: spent }, given) =>
    tx
      .select({ step: spent.step })
      .from(spent)
      .where(and(eq(spent.userId, given.userId), eq(spent.since, given.since), lte(spent.step, given.next)))
      .orderBy(desc(spent.step))
      .limit(most),
)

const claim = prepared(
  'spend-time-step',
  ({ spentTimeSteps: spent }) => ({ userId: spent.userId, since: spent.since, step: spent.step }),
  (tx: Writer, { spentTimeSteps: spent }, given) =>
    tx
      .insert(spent)
      .values({
        userId: given.userId,
        since: given.since,
        step: given.step,
      })
      .onConflictDoNothing()
      .returning({ step: spent.step }),
)

/**
 * The steps that were spent of an authenticator, the latest first, among those whose time may have come. No code older
 * than the first of them is accepted. A step further ahead was spent while the clock was wrong: it stays spent, but keeps
 * no one from signing in with the current code.
 */
export async function latestSpentSteps(tx: Writer, ctx: Context, key: Key): Promise<number[]> {
  const next = stepAt(ctx.now()) + 1
  const rows = await latestOnes(tx, ctx.db, { userId: key.userId, since: sinceOf(key), next })
  return rows.map(({ step }) => step)
}

/** Spends a time step of an authenticator; false when it was spent before. */
export async function spendStep(tx: Writer, ctx: Context, key: Key, step: number): Promise<boolean> {
  const [claimed] = await claim(tx, ctx.db, { userId: key.userId, since: sinceOf(key), step })
  return claimed !== undefined
}

/** So many stay known whatever the clock shows … */
const keptAlways = 20

/** … and all of so long ago, for the clock may be set back. */
const keptFor = days(7)

/** Forgets what is both old and many. `latest`: as `latestSpentSteps` has it. */
export async function forgetOldSteps(tx: Writer, ctx: Context, key: Key, latest: number[]): Promise<void> {
  const last = latest[keptAlways - 1]
  if (latest.length < most || last === undefined) return
  const { spentTimeSteps: spent } = ctx.db.tables
  const before = Math.min(last, stepAt(later(ctx.now(), -keptFor)))
  await tx
    .delete(spent)
    .where(
      and(
        eq(spent.userId, key.userId),
        eq(spent.since, sinceOf(key)),
        lt(spent.step, before),
        gt(spent.step, stepAt(noTimeBefore)),
      ),
    )
}

/** Forgets what was used of an authenticator that is not one any more; without a key, of all that someone had. */
export async function dropSpentSteps(
  tx: Writer,
  ctx: Context,
  userId: string,
  key?: Pick<Key, 'since'>,
): Promise<void> {
  const { spentTimeSteps: spent } = ctx.db.tables
  const one = key && eq(spent.since, sinceOf({ userId, ...key }))
  await tx.delete(spent).where(and(eq(spent.userId, userId), one))
}

const batch = 500

/**
 * For a restored backup: everything that was used in the database that it replaces stays so, and no code that any
 * authenticator has shown so far opens anything, for that database may not know of all that were used.
 */
export async function spendShownSteps(tx: Writer, ctx: Context, replaced: Context | null): Promise<void> {
  const { users, furtherAuthenticators: further, spentTimeSteps: spent } = ctx.db.tables
  const first = await tx
    .select({ userId: users.id, since: users.authenticatorSince })
    .from(users)
    .where(enabledIn(ctx.db.tables))
  const beside = await tx.select({ userId: further.userId, since: further.since }).from(further)
  // A code is accepted one step either side, and none that is older than one that was used.
  for (const key of [...first, ...beside]) await spendStep(tx, ctx, key, stepAt(ctx.now()) + 1)
  if (!replaced) return
  for (let n = 0; n < first.length; n += batch) {
    const ids = first.slice(n, n + batch).map(({ userId }) => userId)
    const used = await replaced.db.read.select().from(spent).where(inArray(spent.userId, ids))
    for (let m = 0; m < used.length; m += batch)
      await tx
        .insert(spent)
        .values(used.slice(m, m + batch))
        .onConflictDoNothing()
  }
}
