import { type AnyColumn, and, gt, lte, type SQL } from 'drizzle-orm'
import type { Given } from '@/db/prepared'
import { later, minutes } from './duration'

/*
 * What a stored time may be. Clocks are wrong now and then: a server starts before it has asked what time it is, is a
 * day ahead, and is set right. So a row works from its making to its end, not just up to its end, and a time so far in
 * the future that no rule of ours could have written it is not believed.
 */

/** How far the clocks of two servers may differ without one of them doubting what the other wrote. */
export const tolerance = minutes(2)

/** Before there was this server. A clock that shows such a time has lost it, and may begin there again at each start. */
export const noTimeBefore = new Date('2020-01-01T00:00:00Z')

/** The latest time that something which has happened can have: now, by another server's clock. */
export const latest = (now: Date): Date => later(now, tolerance)

/** The latest end that something which lives this long can have. */
export const latestEnd = (now: Date, life: number): Date => later(now, life + tolerance)

/** Whether something that was made then and ends then works now. */
export const isLive = (made: Date, ends: Date, now: Date): boolean => made <= latest(now) && ends > now

/** The same of something whose making is not written down, by how long it lives at most. */
export const endsWithin = (ends: Date | null, life: number, now: Date): boolean =>
  ends !== null && ends > now && ends <= latestEnd(now, life)

/** Whether something happened within this span up to now. */
export const happenedWithin = (at: Date | null, span: number, now: Date): boolean =>
  at !== null && at > later(now, -span) && at <= latest(now)

/** The SQL conditions of `isLive` and `endsWithin`. */
export const live = (made: AnyColumn, ends: AnyColumn, now: Date): SQL | undefined =>
  and(lte(made, latest(now)), gt(ends, now))

export const endingWithin = (ends: AnyColumn, life: number, now: Date): SQL | undefined =>
  and(gt(ends, now), lte(ends, latestEnd(now, life)))

/** `live` in a statement that is built once, to be run with `atNow`. */
export const liveGiven = (
  made: AnyColumn,
  ends: AnyColumn,
  given: Given<'now' | 'latest'>,
): SQL | undefined => and(lte(made, given.latest), gt(ends, given.now))

/** The columns of what such a statement is given. */
export const liveColumns = <Made extends AnyColumn, Ends extends AnyColumn>(made: Made, ends: Ends) => ({
  latest: made,
  now: ends,
})

/** What such a statement is given. */
export const atNow = (now: Date): { now: Date; latest: Date } => ({ now, latest: latest(now) })
