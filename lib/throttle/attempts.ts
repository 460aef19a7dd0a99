import { and, eq, gt, inArray, lte } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import { prepared } from '@/db/prepared'
import type { Context } from '../context'
import { later } from '../duration'

/** How one kind of guessing is slowed down. Durations in milliseconds. */
export type Limit = {
  /** This many attempts cost nothing. */
  free: number
  /** The delay after the next one; it doubles with each further … */
  firstDelay: number
  /** … up to this. */
  longestDelay: number
  /** Counting begins anew this long after the first attempt. */
  window: number
}

export type Counter = { key: string; limit: Limit }

const stored = prepared('attempts', (tx: Writer, { throttles }, given) =>
  tx
    .select()
    .from(throttles)
    .where(eq(throttles.key, given(throttles.key, 'key'))),
)

const store = prepared('count-attempt', (tx: Writer, { throttles }, given) => {
  const next = {
    attempts: given(throttles.attempts, 'attempts'),
    retryAt: given(throttles.retryAt, 'retryAt'),
    expiresAt: given(throttles.expiresAt, 'expiresAt'),
  }
  return tx
    .insert(throttles)
    .values({ key: given(throttles.key, 'key'), ...next })
    .onConflictDoUpdate({ target: throttles.key, set: next })
})

const forget = prepared('forget-attempts', (tx: Writer, { throttles }, given) =>
  tx.delete(throttles).where(eq(throttles.key, given(throttles.key, 'key'))),
)

const giveBack = prepared('return-attempt', (tx: Writer, { throttles }, given) =>
  tx
    .update(throttles)
    .set({ attempts: plus(throttles.attempts, -1) })
    .where(eq(throttles.key, given(throttles.key, 'key'))),
)

/**
 * Spends one attempt on each counter, before any secret is compared, in the caller's transaction. Where one of them
 * still has a delay to run nothing is spent, and the time from which on another attempt is looked at is returned.
 */
export async function spendAttempt(tx: Writer, ctx: Context, counters: Counter[]): Promise<Date | null> {
  const now = ctx.now()
  const rows = await Promise.all(counters.map(({ key }) => stored(tx, ctx.db, { key })))
  const live = rows.flat().filter((row) => row.expiresAt > now)
  const latest = live.reduce((at, row) => Math.max(at, row.retryAt.getTime()), 0)
  if (latest > now.getTime()) return new Date(latest)

  for (const { key, limit } of counters) {
    const running = live.find((row) => row.key === key)
    const attempts = (running?.attempts ?? 0) + 1
    const beyond = attempts - limit.free
    const delay =
      beyond < 1 ? 0 : Math.min(limit.longestDelay, limit.firstDelay * 2 ** Math.min(beyond - 1, 30))
    const expiresAt = running?.expiresAt ?? later(now, limit.window)
    await store(tx, ctx.db, { key, attempts, retryAt: later(now, delay), expiresAt })
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
export async function delayRuns(read: Reader, ctx: Context, keys: string[]): Promise<boolean> {
  const { throttles } = ctx.db.tables
  const now = ctx.now()
  const running = await read
    .select({ key: throttles.key })
    .from(throttles)
    .where(and(inArray(throttles.key, keys), gt(throttles.retryAt, now), gt(throttles.expiresAt, now)))
    .limit(1)
  return running.length > 0
}

/** Deletes the counters whose attempts are forgotten. */
export async function sweepAttempts(tx: Writer, ctx: Context): Promise<void> {
  const { throttles } = ctx.db.tables
  await tx.delete(throttles).where(lte(throttles.expiresAt, ctx.now()))
}
