import { and, eq, gt, inArray, isNull, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import { live } from '@/lib/lifespan'
import { mailCompletion } from '@/lib/records/recovery/completion'
import { readAdmin, tellConcerned, tellWithStop } from '@/lib/records/recovery/concerned'
import { lockRequest, type openStates, type RecoveryRequest } from '@/lib/records/recovery/life'
import type { User } from '@/lib/records/users/change'
import { lockPerson } from '@/lib/records/users/lock'
import { type BadRow, eachByItself } from '@/lib/row-by-row'

/**
 * What the time brings about: a reminder when half of the wait has ended, the link that completes the request when all of it
 * is, and word of a request that expired. Each is told once. Nothing hangs on it but mail: whether a request is ready is asked of the clock. Returns
 * those that it failed on.
 */
export async function progressRequests(ctx: Context): Promise<BadRow[]> {
  const expired = await eachByItself(await expiredOnes(ctx), (request) => tellExpired(ctx, request))
  const due = await eachByItself(await dueOnes(ctx), (request) =>
    ctx.db.write(async (tx) => {
      await lockPerson(tx, ctx, request.userId)
      await lockRequest(tx, ctx, request.id)
      const person = await readAdmin(tx, ctx, request.userId)
      if (!person) return
      if (request.readyAt && request.readyAt <= ctx.now()) await announce(tx, ctx, request, person)
      else await remind(tx, ctx, request, person)
    }),
  )
  return [...expired, ...due]
}

/** How long ago a request may have expired that is still told of: a server may have been off. */
const toldAtMost = days(7)

async function expiredOnes(ctx: Context): Promise<RecoveryRequest[]> {
  const { recoveryRequests } = ctx.db.tables
  const { state, expiresAt, expiryToldAt } = recoveryRequests
  const now = ctx.now()
  return ctx.db.read
    .select()
    .from(recoveryRequests)
    .where(
      and(
        inArray(state, ['confirmed', 'approved']),
        isNull(expiryToldAt),
        lte(expiresAt, now),
        gt(expiresAt, later(now, -toldAtMost)),
      ),
    )
}

/** Tells everyone concerned, once, that a request has ended which no one ended. */
async function tellExpired(ctx: Context, { id, userId }: RecoveryRequest): Promise<void> {
  const { recoveryRequests } = ctx.db.tables
  await ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, userId)
    await lockRequest(tx, ctx, id)
    const now = ctx.now()
    const [claimed] = await tx
      .update(recoveryRequests)
      .set({ expiryToldAt: now })
      .where(
        and(
          eq(recoveryRequests.id, id),
          inArray(recoveryRequests.state, ['confirmed', 'approved']),
          isNull(recoveryRequests.expiryToldAt),
          lte(recoveryRequests.expiresAt, now),
        ),
      )
      .returning()
    const person = claimed && (await readAdmin(tx, ctx, userId))
    if (!person) return
    const undecided = claimed.state === 'confirmed'
    await tellConcerned(tx, ctx, person, 'recovery-expired', { who: person.name, undecided })
  })
}

async function dueOnes(ctx: Context): Promise<RecoveryRequest[]> {
  const { recoveryRequests } = ctx.db.tables
  const now = ctx.now()
  const approved = await ctx.db.read
    .select()
    .from(recoveryRequests)
    .where(
      and(
        eq(recoveryRequests.state, 'approved' satisfies (typeof openStates)[number]),
        isNull(recoveryRequests.announcedAt),
        live(recoveryRequests.askedAt, recoveryRequests.expiresAt, now),
      ),
    )
  return approved.filter(({ approvedAt, readyAt, remindedAt }) => {
    if (!approvedAt || !readyAt) return false
    const half = later(approvedAt, (readyAt.getTime() - approvedAt.getTime()) / 2)
    return readyAt <= now || (!remindedAt && half <= now)
  })
}

async function remind(tx: Writer, ctx: Context, { id }: RecoveryRequest, person: User): Promise<void> {
  const { recoveryRequests } = ctx.db.tables
  const [claimed] = await tx
    .update(recoveryRequests)
    .set({ remindedAt: ctx.now() })
    .where(
      and(
        eq(recoveryRequests.id, id),
        eq(recoveryRequests.state, 'approved'),
        isNull(recoveryRequests.remindedAt),
      ),
    )
    .returning()
  if (!claimed?.readyAt) return
  const facts = { ready: claimed.readyAt.toISOString() }
  await tellWithStop(tx, ctx, claimed, person, 'recovery-reminder', facts)
}

async function announce(tx: Writer, ctx: Context, { id }: RecoveryRequest, person: User): Promise<void> {
  const { recoveryRequests } = ctx.db.tables
  const now = ctx.now()
  const [claimed] = await tx
    .update(recoveryRequests)
    .set({ announcedAt: now })
    .where(
      and(
        eq(recoveryRequests.id, id),
        eq(recoveryRequests.state, 'approved'),
        isNull(recoveryRequests.announcedAt),
        lte(recoveryRequests.readyAt, now),
      ),
    )
    .returning()
  if (claimed) await mailCompletion(tx, ctx, claimed, person)
}
