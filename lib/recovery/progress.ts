import { and, eq, isNull, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '../context'
import { later } from '../duration'
import { live } from '../lifespan'
import { issueLink, linkLife } from '../links/link'
import { tell } from '../mail/outbox'
import { type BadRow, eachByItself } from '../row-by-row'
import type { User } from '../users/change'
import { readAdmin, tellWithStop } from './concerned'
import type { openStates, RecoveryRequest } from './life'

/**
 * What the time brings about: a reminder when half of the wait is over, and the link that completes the request when all
 * of it is. Each is told once. Nothing hangs on it but mail: whether a request is ready is asked of the clock. Returns
 * those that it failed on.
 */
export async function progressRequests(ctx: Context): Promise<BadRow[]> {
  return eachByItself(await dueOnes(ctx), (request) =>
    ctx.db.write(async (tx) => {
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

/** Mails the link that completes a request to the account's address; the one before it is void. */
export async function mailCompletion(
  tx: Writer,
  ctx: Context,
  { id }: RecoveryRequest,
  person: User,
): Promise<void> {
  const token = await issueLink(tx, ctx, {
    ...{ purpose: 'recovery-complete', userId: person.id, email: person.email, requestId: id },
  })
  const facts = { path: `/recovery/complete/${token}` }
  const once = { mergeKey: `recovery-ready:${id}`, apart: 0, life: linkLife['recovery-complete'] }
  await tell(tx, ctx, person, 'recovery-ready', facts, once)
}
