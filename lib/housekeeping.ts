import type { Writer } from '@/db/database'
import type { Context } from './context'
import { noTimeBefore } from './lifespan'
import { setLinksRight, sweepLinks } from './links/link'
import { setOutboxRight, sweepOutbox } from './mail/outbox'
import { sweepSessions } from './sessions/ended'
import { sweepHandOvers } from './sessions/hand-over'
import { setSessionsRight } from './sessions/set-right'
import { setBrowsersRight, sweepBrowsers } from './sign-in/browser'
import { sweepChallenges } from './sign-in/unfinished'
import { sweepAttempts } from './throttle/attempts'
import { sweepEnrollments } from './two-factor/enrollment'
import { sweepShownCodes } from './two-factor/recovery-codes'
import { sweepShownKeys } from './two-factor/shown-keys'
import { followClock, sweptUntil } from './upkeep/swept'
import { setInvitationsRight, sweepInvitations } from './users/invitation'

type Sweep = (tx: Writer, ctx: Context) => Promise<void>

/** Sweeps up to a time that a wrong clock moves little: what was lost by it could not be had again. */
const lasting =
  (sweep: Sweep): Sweep =>
  async (tx, ctx) => {
    const until = await sweptUntil(tx, ctx)
    if (until) await sweep(tx, { ...ctx, now: () => until })
  }

/** Does nothing by a clock that has lost its time. */
const unlessLost =
  (sweep: Sweep): Sweep =>
  async (tx, ctx) => {
    if (ctx.now() >= noTimeBefore) await sweep(tx, ctx)
  }

/**
 * What deletes what has expired and sets right what a clock that was ahead has dated, each in a transaction of its own,
 * so that none keeps another from its work. Nothing depends on them: what has expired, or is of a time that has yet to
 * come, is refused with or without them.
 */
export const sweeps: Record<string, Sweep> = Object.fromEntries(
  Object.entries({
    time: followClock,
    challenges: sweepChallenges,
    sessions: sweepSessions,
    attempts: sweepAttempts,
    enrollments: sweepEnrollments,
    'shown keys': sweepShownKeys,
    'shown codes': sweepShownCodes,
    'hand-overs': sweepHandOvers,
    'future sessions': setSessionsRight,
    'future links': setLinksRight,
    'future invitations': setInvitationsRight,
    'future browsers': setBrowsersRight,
    'future mail': setOutboxRight,
    invitations: lasting(sweepInvitations),
    links: lasting(sweepLinks),
    browsers: lasting(sweepBrowsers),
    outbox: lasting(sweepOutbox),
  }).map(([name, sweep]) => [name, unlessLost(sweep)]),
)

/** All of them, one after the other. */
export async function sweep(ctx: Context): Promise<void> {
  for (const one of Object.values(sweeps)) await ctx.db.write((tx) => one(tx, ctx))
}
