import type { Writer } from '@/db/database'
import type { Context } from './context'
import { noTimeBefore } from './lifespan'
import { setLinksRight, sweepLinks } from './links/link'
import { setOutboxRight, sweepOutbox } from './mail/outbox'
import type { BadRow } from './row-by-row'
import { sweepEndedSessions, sweepSessions } from './sessions/ended'
import { sweepHandOvers } from './sessions/hand-over'
import { setSessionsRight } from './sessions/set-right'
import { setBrowsersRight, sweepBrowsers } from './sign-in/browser'
import { sweepChallenges, sweepFinishedChallenges } from './sign-in/unfinished'
import { sweepAttempts } from './throttle/attempts'
import { sweepEnrollments } from './two-factor/enrollment'
import { sweepShownCodes } from './two-factor/recovery-codes'
import { sweepShownKeys } from './two-factor/shown-keys'
import { followClock, sweptUntil } from './upkeep/swept'
import { setInvitationsRight, sweepInvitations } from './users/invitation'

/** Returns the rows that it could not deal with; the others are done. */
type Sweep = (ctx: Context) => Promise<BadRow[]>

/** Does in a transaction what looks at no row by itself. */
const whole =
  (sweep: (tx: Writer, ctx: Context) => Promise<void>): Sweep =>
  async (ctx) => {
    await ctx.db.write((tx) => sweep(tx, ctx))
    return []
  }

/** Sweeps up to a time that a wrong clock moves little: what was lost by it could not be had again. */
const lasting =
  (sweep: Sweep): Sweep =>
  async (ctx) => {
    const until = await sweptUntil(ctx.db.read, ctx)
    return until ? sweep({ ...ctx, now: () => until }) : []
  }

/** Does nothing by a clock that has lost its time. */
const unlessLost =
  (sweep: Sweep): Sweep =>
  async (ctx) =>
    ctx.now() >= noTimeBefore ? sweep(ctx) : []

/**
 * What deletes what has expired and sets right what a clock that was ahead has dated, each by itself, so that neither a
 * table nor a row keeps another from being swept. Nothing depends on them: what has expired, or is of a time that has yet
 * to come, is refused with or without them.
 */
export const sweeps: Record<string, Sweep> = Object.fromEntries(
  Object.entries({
    time: whole(followClock),
    challenges: sweepChallenges,
    'finished challenges': whole(sweepFinishedChallenges),
    sessions: sweepSessions,
    'ended sessions': whole(sweepEndedSessions),
    attempts: whole(sweepAttempts),
    enrollments: whole(sweepEnrollments),
    'shown keys': whole(sweepShownKeys),
    'shown codes': whole(sweepShownCodes),
    'hand-overs': whole(sweepHandOvers),
    'future sessions': setSessionsRight,
    'future links': whole(setLinksRight),
    'future invitations': whole(setInvitationsRight),
    'future browsers': whole(setBrowsersRight),
    'future mail': whole(setOutboxRight),
    invitations: lasting(whole(sweepInvitations)),
    links: lasting(whole(sweepLinks)),
    browsers: lasting(whole(sweepBrowsers)),
    outbox: lasting(whole(sweepOutbox)),
  }).map(([name, sweep]) => [name, unlessLost(sweep)]),
)

/** All of them, one after the other. */
export async function sweep(ctx: Context): Promise<BadRow[]> {
  let bad: BadRow[] = []
  for (const one of Object.values(sweeps)) bad = [...bad, ...(await one(ctx))]
  return bad
}
