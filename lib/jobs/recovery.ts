import { and, eq, isNull, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { later } from '@/lib/duration'
import { live } from '@/lib/lifespan'
import { mailCompletion } from '@/lib/records/recovery/completion'
import { readAdmin, tellWithStop } from '@/lib/records/recovery/concerned'
import { lockRequest, type openStates, type RecoveryRequest } from '@/lib/records/recovery/life'
import type { User } from '@/lib/records/users/change'
import { lockPerson } from '@/lib/records/users/lock'
import { type BadRow, eachByItself } from '@/lib/row-by-row'

/**
 * What the time brings about: a reminder when half of the wait is over, and the link that completes the request when all
 * of it is. Each is told once. Nothing hangs on it but mail: whether a request is ready is asked of the clock. Returns
 * those that it failed on.
 */
export async function progressRequests(ctx: Context): Promise<BadRow[]> {
  return eachByItself(await dueOnes(ctx), (request) =>
    ctx.db.write(async (tx) => {
      await lockPerson(tx, ctx, request.userId)
      await lockRequest(tx, ctx, request.id)
      const person = await readAdmin(tx, ctx, request.userId)
      if (!person) return
      if (request.readyAt && request.readyAt <= ctx.now()) await announce(tx, ctx, request, person)
      else await remind(tx, ctx, request, person)
    }),
  )
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
  await tellWithStop(tx, ctx, claimed, person, 'recovery-reminder', claimed.readyAt.toISOString())
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
