import { and, desc, eq, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Tables } from '@/db/tables'
import type { LetterFailure } from '@/db/tables/mail'
import type { Admin } from '../actors'
import type { Context } from '../context'
import { later, minutes } from '../duration'
import { done, fail, type Result } from '../result'
import { subjectOf } from '../users/authority'
import { waitAfter } from './claim'

type Row = Tables['outbox']['$inferSelect']

/** What has become of a letter, as far as whoever looks after its recipient should know. */
export type Delivery = {
  id: string
  /** Which mail it is; null in rows of before. */
  name: string | null
  createdAt: Date
  /** `sending`: not tried yet. `waiting`: it is tried again by itself. */
  state: 'sent' | 'sending' | 'waiting' | 'failed'
  /** Why it failed; null unless it did. */
  failure: LetterFailure | null
  /** What the mail server said to the last attempt; empty where it said nothing. */
  answer: string
  /** Whether *Try again* can help. */
  retryable: boolean
}

function deliveryOf(ctx: Context, row: Row): Delivery {
  const { id, name, createdAt, failure, closedAt } = row
  const state = failure ? 'failed' : closedAt ? 'sent' : row.problem === null ? 'sending' : 'waiting'
  const retryable = state !== 'sent' && row.payload !== null && row.expiresAt > ctx.now()
  return { id, name, createdAt, state, failure, answer: row.problem ?? '', retryable }
}

const most = 20

/** Mail to a person of the admin's organization that was not delivered so far, the latest first, twenty at most. */
export async function listUndelivered(ctx: Context, admin: Admin, userId: string): Promise<Delivery[]> {
  const { outbox, users } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ letter: outbox })
    .from(outbox)
    .innerJoin(users, eq(users.id, outbox.userId))
    .where(
      and(
        eq(outbox.userId, userId),
        eq(users.organizationId, admin.organizationId),
        ne(outbox.name, 'invitation'),
        or(isNotNull(outbox.failure), and(isNull(outbox.closedAt), isNotNull(outbox.problem))),
      ),
    )
    .orderBy(desc(outbox.createdAt))
    .limit(most)
  return rows.map(({ letter }) => deliveryOf(ctx, letter))
}

/** What became of the last invitation to a person of the admin's organization; null where that is not known any more. */
export async function invitationDelivery(
  ctx: Context,
  admin: Admin,
  userId: string,
): Promise<Delivery | null> {
  const { outbox, users } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({ letter: outbox })
    .from(outbox)
    .innerJoin(users, eq(users.id, outbox.userId))
    .where(
      and(
        eq(outbox.userId, userId),
        eq(users.organizationId, admin.organizationId),
        eq(outbox.name, 'invitation'),
      ),
    )
    .orderBy(desc(outbox.createdAt))
    .limit(1)
  return row ? deliveryOf(ctx, row.letter) : null
}

export type Unreached = { id: string; name: string }

/** People of the admin's organization to whom mail was not delivered so far, five at most. */
export async function peopleUnreached(ctx: Context, admin: Admin): Promise<Unreached[]> {
  const { outbox, users } = ctx.db.tables
  const found = new Map<string, Unreached>()
  // Two indexes, so two questions. From the mail to its people, in that order: of those there are far more.
  for (const undelivered of [
    and(isNull(outbox.closedAt), isNotNull(outbox.problem)),
    inArray(outbox.failure, ['unreadable', 'refused', 'expired']),
  ]) {
    const rows = await ctx.db.read
      .selectDistinct({ id: users.id, name: users.name })
      .from(outbox)
      .crossJoin(users)
      .where(and(undelivered, eq(users.id, outbox.userId), eq(users.organizationId, admin.organizationId)))
      .limit(5)
    for (const row of rows) found.set(row.id, row)
  }
  return [...found.values()].slice(0, 5)
}

export const retryInput = z.strictObject({ userId: z.string().max(64), letterId: z.string().max(64) })

/** *Try again*: what was not delivered to somebody of the admin's organization is tried again within a second. */
export async function retryLetter(
  ctx: Context,
  admin: Admin,
  { userId, letterId }: z.output<typeof retryInput>,
): Promise<Result<void, 'user-unknown' | 'letter-over'>> {
  const { outbox } = ctx.db.tables
  const now = ctx.now()
  return ctx.db.write(async (tx) => {
    if (!(await subjectOf(tx, ctx, admin, userId))) return fail('user-unknown')
    const [row] = await tx
      .select()
      .from(outbox)
      .where(and(eq(outbox.id, letterId), eq(outbox.userId, userId)))
    if (!row || !deliveryOf(ctx, row).retryable) return fail('letter-over')
    // One that waits may be under way for another while yet: nobody else may take it up before.
    const free = later(row.dueAt, shortestWait - waitAfter(row.attempts))
    const dueAt = row.closedAt || row.attempts === 0 || free < now ? now : free
    await tx
      .update(outbox)
      .set({ dueAt, attempts: 1, closedAt: null, failure: null })
      .where(eq(outbox.id, letterId))
    return done
  })
}

const shortestWait = minutes(1)
