import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { noTimeBefore } from '@/lib/lifespan'
import { setApiKeysRight } from '@/lib/records/api-keys/set-right'
import { setLogoutsRight } from '@/lib/records/app-sessions/logouts'
import { setFormerSecretsRight, sweepFormerSecrets } from '@/lib/records/apps/former-secret'
import { sweepAttempts } from '@/lib/records/attempts/attempts'
import { setBatchesRight, sweepBatches } from '@/lib/records/batches/sweep'
import { setBrowsersRight, sweepBrowsers } from '@/lib/records/browsers/browser'
import { setTrustRight, sweepTrust } from '@/lib/records/browsers/trusted'
import { sweepChallenges, sweepFinishedChallenges } from '@/lib/records/challenges/unfinished'
import { sweepDays } from '@/lib/records/days/day'
import { sweepEnrollments } from '@/lib/records/factors/enrollment'
import { sweepPasskeyChallenges } from '@/lib/records/factors/passkey-challenge'
import { sweepShownCodes } from '@/lib/records/factors/recovery-codes'
import { sweepShownKeys } from '@/lib/records/factors/shown-keys'
import { setAskedRight } from '@/lib/records/four-eyes/asked'
import { sweepGates, sweepGateTickets } from '@/lib/records/gates/sweep'
import { setInvitationsRight, sweepInvitations } from '@/lib/records/invitations/invitation'
import { setLinksRight, sweepLinks } from '@/lib/records/links/link'
import { sweepRows } from '@/lib/records/oidc/rows'
import { endFutureAppRows } from '@/lib/records/oidc/set-right'
import { setOutboxRight, sweepOutbox } from '@/lib/records/outbox/outbox'
import { setRequestsRight } from '@/lib/records/recovery/set-right'
import { followClock, sweptUntil } from '@/lib/records/server/swept'
import { sweepEndedSessions, sweepSessions } from '@/lib/records/sessions/ended'
import { sweepHandOvers } from '@/lib/records/sessions/hand-over'
import { setSessionsRight } from '@/lib/records/sessions/set-right'
import type { BadRow } from '@/lib/row-by-row'

/** Returns the rows that it could not deal with; the others are done. */
type Sweep = (ctx: Context) => Promise<BadRow[]>

/** Does in a transaction what looks at no row by itself. Of several servers, one at a time does it. */
const whole =
  (sweep: (tx: Writer, ctx: Context) => Promise<void>): Sweep =>
  async (ctx) => {
    await ctx.db.write(async (tx) => {
      await ctx.db.lock(tx, 'sweep')
      await sweep(tx, ctx)
    })
    return []
  }

/** The same, of which there may be very much: a transaction for each part, between which others have their turn. */
const inParts =
  (sweepPart: (tx: Writer, ctx: Context) => Promise<boolean>): Sweep =>
  async (ctx) => {
    const part = () =>
      ctx.db.write(async (tx) => {
        await ctx.db.lock(tx, 'sweep')
        return sweepPart(tx, ctx)
      })
    while (await part());
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
    'passkey challenges': whole(sweepPasskeyChallenges),
    'shown keys': whole(sweepShownKeys),
    'shown codes': whole(sweepShownCodes),
    'hand-overs': whole(sweepHandOvers),
    gates: whole(sweepGates),
    'gate tickets': whole(sweepGateTickets),
    'app tokens': inParts(sweepRows),
    'future sessions': setSessionsRight,
    'future app tokens': endFutureAppRows,
    'future API keys': whole(setApiKeysRight),
    'future former secrets': whole(setFormerSecretsRight),
    'future logouts': whole(setLogoutsRight),
    'future links': whole(setLinksRight),
    'future invitations': whole(setInvitationsRight),
    'future browsers': whole(setBrowsersRight),
    'future trusted browsers': whole(setTrustRight),
    'future mail': whole(setOutboxRight),
    'future batches': whole(setBatchesRight),
    'future requests': whole(setRequestsRight),
    'future asked acts': whole(setAskedRight),
    invitations: lasting(whole(sweepInvitations)),
    links: lasting(whole(sweepLinks)),
    batches: lasting(inParts(sweepBatches)),
    browsers: lasting(whole(sweepBrowsers)),
    'trusted browsers': lasting(whole(sweepTrust)),
    'former secrets': lasting(whole(sweepFormerSecrets)),
    outbox: lasting(whole(sweepOutbox)),
    days: lasting(whole(sweepDays)),
  }).map(([name, sweep]) => [name, unlessLost(sweep)]),
)

/** All of them, one after the other. */
export async function sweep(ctx: Context): Promise<BadRow[]> {
  let bad: BadRow[] = []
  for (const one of Object.values(sweeps)) bad = [...bad, ...(await one(ctx))]
  return bad
}
