import { and, eq, gt, inArray } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { later } from '@/lib/duration'
import { latest } from '@/lib/lifespan'
import { completeLife, decideLife, openStates } from './life'

/**
 * Ends the requests that were asked for in a time that has yet to come: no one is to find them open when it does. One
 * that was only confirmed, approved or told of then stands as if that had been now, or is told of again: its wait is never
 * shorter for it.
 */
export async function setRequestsRight(tx: Writer, ctx: Context): Promise<void> {
  const { recoveryRequests } = ctx.db.tables
  const { state, askedAt, confirmedAt, approvedAt, remindedAt, announcedAt, expiryToldAt } = recoveryRequests
  const now = ctx.now()
  const readyAt = later(now, ctx.recovery.wait)
  await tx
    .update(recoveryRequests)
    .set({ state: 'withdrawn', endedAt: now, endCause: 'wrong-clock' })
    .where(and(inArray(state, [...openStates]), gt(askedAt, latest(now))))
  await tx
    .update(recoveryRequests)
    .set({ confirmedAt: now, expiresAt: later(now, decideLife) })
    .where(and(eq(state, 'confirmed'), gt(confirmedAt, latest(now))))
  await tx
    .update(recoveryRequests)
    .set({ approvedAt: now, readyAt, expiresAt: later(readyAt, completeLife) })
    .where(and(eq(state, 'approved'), gt(approvedAt, latest(now))))
  await tx
    .update(recoveryRequests)
    .set({ remindedAt: null })
    .where(and(eq(state, 'approved'), gt(remindedAt, latest(now))))
  await tx
    .update(recoveryRequests)
    .set({ announcedAt: null })
    .where(and(eq(state, 'approved'), gt(announcedAt, latest(now))))
  await tx
    .update(recoveryRequests)
    .set({ expiryToldAt: null })
    .where(and(inArray(state, ['confirmed', 'approved']), gt(expiryToldAt, latest(now))))
}
