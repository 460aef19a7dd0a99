import { eq, gt, inArray, lte, or } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import { prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import { endsWithin, latestEnd } from '@/lib/lifespan'

/** How one kind of guessing is slowed down. Durations in milliseconds. */
export type Limit = {
  /** This many attempts cost nothing. */
  free: number
  /** The delay after the next one; it doubles with each further … */
  firstDelay: number
  /** … up to this. */
  longestDelay: number
  /** Counting starts again this long after the first attempt; a day at most. */
  window: number
}

const longestWindow = days(1)

export type Counter = { key: string; limit: Limit }

type Row = Tables['throttles']['$inferSelect']

/** The delay after so many attempts. */
function delayAfter(attempts: number, { free, firstDelay, longestDelay }: Limit): number {
  const beyond = attempts - free
  return beyond < 1 ? 0 : Math.min(longestDelay, firstDelay * 2 ** Math.min(beyond - 1, 30))
}

/** Whether attempts are still counted together with these: not once their window has ended, nor where it has yet to begin. */
const counts = ({ expiresAt }: Row, { window }: Limit, now: Date) => endsWithin(expiresAt, window, now)

/** Until when a counter has a delay to run; null without one, or with one that is longer than its attempts could bring. */
function delayOf({ attempts, retryAt }: Row, limit: Limit, now: Date): Date | null {
  // One more than there are: the attempt that was right is given back, and its delay goes on.
  return endsWithin(retryAt, delayAfter(attempts + 1, limit), now) ? retryAt : null
}

const stored = prepared(
  'attempts',
  ({ throttles }) => ({ key: throttles.key }),
  (tx: Writer, { throttles }, given) => tx.select().from(throttles).where(eq(throttles.key, given.key)),
)

const store = prepared(
  'count-attempt',
  ({ throttles }) => ({
    attempts: throttles.attempts,
    retryAt: throttles.retryAt,
    expiresAt: throttles.expiresAt,
    key: throttles.key,
  }),
  (tx: Writer, { throttles }, given) => {
    const next = {
      attempts: given.attempts,
      retryAt: given.retryAt,
      expiresAt: given.expiresAt,
    }
    return tx
      .insert(throttles)
      .values({ key: given.key, ...next })
      .onConflictDoUpdate({ target: throttles.key, set: next })
  },
)

const forget = prepared(
  'forget-attempts',
  ({ throttles }) => ({ key: throttles.key }),
  (tx: Writer, { throttles }, given) => tx.delete(throttles).where(eq(throttles.key, given.key)),
)

const giveBack = prepared(
  'return-attempt',
  ({ throttles }) => ({ key: throttles.key }),
  (tx: Writer, { throttles }, given) =>
    tx
      .update(throttles)
      .set({ attempts: plus(throttles.attempts, -1) })
      .where(eq(throttles.key, given.key)),
)

/**
 * Spends one attempt on each counter, before any secret is compared, in the caller's transaction. Where one of them
 * still has a delay to run nothing is spent, and the time from which on another attempt is looked at is returned.
 */
export async function spendAttempt(tx: Writer, ctx: Context, counters: Counter[]): Promise<Date | null> {
  await ctx.db.lock(tx, ...counters.map(({ key }) => `throttle:${key}`))
  const now = ctx.now()
  const rows: (Counter & { running: Row | null })[] = []
  for (const counter of counters) {
    const [row] = await stored(tx, ctx.db, { key: counter.key })
    rows.push({ ...counter, running: row && counts(row, counter.limit, now) ? row : null })
  }
  const delays = rows.map(({ running, limit }) => running && delayOf(running, limit, now))
  const longest = delays.reduce((last, delay) => Math.max(last, delay?.getTime() ?? 0), 0)
  if (longest > 0) return new Date(longest)

  for (const { key, limit, running } of rows) {
    const attempts = (running?.attempts ?? 0) + 1
    const delay = delayAfter(attempts, limit)
    const retryAt = delay > 0 ? later(now, delay) : null
    const expiresAt = running?.expiresAt ?? later(now, limit.window)
    await store(tx, ctx.db, { key, attempts, retryAt, expiresAt })
  }
  return null
}

/** Forgets the attempts of these counters: the secret was right. */
export async function forgetAttempts(tx: Writer, ctx: Context, keys: string[]): Promise<void> {
  for (const key of keys) await forget(tx, ctx.db, { key })
}

/** Takes one attempt back from counters that others share: this one was right. A delay that runs goes on. */
export async function returnAttempt(tx: Writer, ctx: Context, keys: string[]): Promise<void> {
  for (const key of keys) await giveBack(tx, ctx.db, { key })
}

/** Whether one of these counters still has a delay to run. */
export async function delayRuns(read: Reader, ctx: Context, counters: Counter[]): Promise<boolean> {
  const { throttles } = ctx.db.tables
  const now = ctx.now()
  const keys = counters.map(({ key }) => key)
  const rows = await read.select().from(throttles).where(inArray(throttles.key, keys))
  return rows.some((row) =>
    counters.some(
      ({ key, limit }) => key === row.key && counts(row, limit, now) && delayOf(row, limit, now) !== null,
    ),
  )
}

/** Whether anything is counted under one of these keys, believed or not. */
export async function isCounted(read: Reader, ctx: Context, keys: string[]): Promise<boolean> {
  const { throttles } = ctx.db.tables
  const rows = await read.select().from(throttles).where(inArray(throttles.key, keys)).limit(1)
  return rows.length > 0
}

/** Deletes the counters whose attempts are forgotten, and those that no window of ours could have brought. */
export async function sweepAttempts(tx: Writer, ctx: Context): Promise<void> {
  const { throttles } = ctx.db.tables
  const now = ctx.now()
  const { expiresAt } = throttles
  await tx.delete(throttles).where(or(lte(expiresAt, now), gt(expiresAt, latestEnd(now, longestWindow))))
}
