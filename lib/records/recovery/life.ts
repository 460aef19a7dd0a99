import { and, eq, gt, inArray, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { RecoveryEndCause, RecoveryState } from '@/db/tables/recovery'
import type { Context } from '@/lib/context'
import { days, later, minutes } from '@/lib/duration'
import { isLive, latest } from '@/lib/lifespan'

export type RecoveryRequest = Tables['recoveryRequests']['$inferSelect']

/** How long a request waits to be confirmed by email, to be decided on, and, once it may be, to be completed. */
export const confirmLife = minutes(60)

export const decideLife = days(7)

export const completeLife = days(7)

/** States in which something can still happen. A request whose time has ended is in none of them, whatever its row says. */
export const openStates = ['asked', 'confirmed', 'approved'] as const satisfies readonly RecoveryState[]

/*
 * The whole life of a request:
 *
 *   asked ──confirm──▶ confirmed ──approve──▶ approved ──(wait)── complete ──▶ completed
 *     └──────────────────────┴───────────────────┴─▶ stopped, withdrawn, rejected
 *
 * Each step is claimed by one guarded update: of two at once, one wins. `expiresAt` is asked each time, so that no
 * cleaner has to run for an expired request to be harmless.
 */
const steps = {
  confirm: { from: ['asked'], to: 'confirmed' },
  approve: { from: ['confirmed'], to: 'approved' },
  complete: { from: ['approved'], to: 'completed' },
  reject: { from: ['confirmed', 'approved'], to: 'rejected' },
  stop: { from: openStates, to: 'stopped' },
  withdraw: { from: openStates, to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly RecoveryState[]; to: RecoveryState }>

export type RecoveryStep = keyof typeof steps

/** By whom a request was ended and the reason they gave, or what else ended it. */
export type Ending = { by?: string; reason?: string; cause?: RecoveryEndCause }

/** Of two who decide on a request at once, the second sees what the first did. After the person it is about. */
export const lockRequest = (tx: Writer, ctx: Context, requestId: string): Promise<void> =>
  ctx.db.lock(tx, `recovery:${requestId}`)

/** Takes a step, if the request stands where it begins; null when it does not, or not any more. */
export async function takeStep(
  tx: Writer,
  ctx: Context,
  requestId: string,
  step: RecoveryStep,
  ending?: Ending,
): Promise<RecoveryRequest | null> {
  await lockRequest(tx, ctx, requestId)
  const { recoveryRequests } = ctx.db.tables
  const now = ctx.now()
  const { from, to } = steps[step]
  const [taken] = await tx
    .update(recoveryRequests)
    .set({
      state: to,
      ...dates(ctx, step),
      ...(ending && { endedAt: now, endedBy: ending.by, endReason: ending.reason, endCause: ending.cause }),
    })
    .where(
      and(
        eq(recoveryRequests.id, requestId),
        inArray(recoveryRequests.state, [...from]),
        gt(recoveryRequests.expiresAt, now),
        // What was asked in a time that has yet to come goes no further, but may end.
        step === 'stop' || step === 'withdraw' ? undefined : lte(recoveryRequests.askedAt, latest(now)),
        step === 'complete' ? lte(recoveryRequests.readyAt, now) : undefined,
      ),
    )
    .returning()
  return taken ?? null
}

function dates(ctx: Context, step: RecoveryStep) {
  const now = ctx.now()
  if (step === 'confirm') return { confirmedAt: now, expiresAt: later(now, decideLife) }
  if (step !== 'approve') return {}
  const readyAt = later(now, ctx.recovery.wait)
  return { approvedAt: now, readyAt, expiresAt: later(readyAt, completeLife) }
}

/** Where a request stands, for people: `expired` and `ready` follow from the time alone. */
export type RecoveryStanding = RecoveryState | 'expired' | 'ready'

export function standingOf(
  request: Pick<RecoveryRequest, 'state' | 'askedAt' | 'expiresAt' | 'readyAt'>,
  now: Date,
): RecoveryStanding {
  const open: readonly RecoveryState[] = openStates
  if (!open.includes(request.state)) return request.state
  if (!isLive(request.askedAt, request.expiresAt, now)) return 'expired'
  return request.state === 'approved' && request.readyAt && request.readyAt <= now ? 'ready' : request.state
}

/** Whether something can still happen to it. */
export const isOpen = (standing: RecoveryStanding): boolean =>
  standing === 'asked' || standing === 'confirmed' || standing === 'approved' || standing === 'ready'

/** Within a transaction: the request, whatever became of it. */
export async function readRequest(
  tx: Writer,
  ctx: Context,
  requestId: string,
): Promise<RecoveryRequest | null> {
  const { recoveryRequests } = ctx.db.tables
  return (await tx.select().from(recoveryRequests).where(eq(recoveryRequests.id, requestId)))[0] ?? null
}
