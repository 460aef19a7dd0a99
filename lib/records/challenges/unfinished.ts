import { and, eq, gt, isNotNull, isNull, lte, or, type SQL } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { Context } from '@/lib/context'
import { hours, later, minutes } from '@/lib/duration'
import { latest } from '@/lib/lifespan'
import { lockPerson } from '@/lib/records/users/lock'
import { type BadRow, eachByItself, sweptAtOnce } from '@/lib/row-by-row'
import { networkOf } from '../attempts/address'
import { countAttempt } from '../days/day'
import { tell } from '../outbox/outbox'

/*
 * People are told when their right password was given for a sign-in that was not finished with the second step (ASVS
 * 6.3.5). The challenge itself is what remembers it: one without a ticket waited for a second step. So an unfinished one
 * is not deleted before its owner was told, whatever else of theirs ends: it has ended, by an end that no clock comes back to.
 */

/** The end of what has ended by every clock, also by one that is set back. */
export const never = new Date(0)

/** So long someone has to start again and get in before they are told of the sign-in that they gave up. */
const patience = minutes(10)

type Challenge = Tables['challenges']['$inferSelect']

/** Ends the challenges that meet this. The finished ones are gone; the others have ended, and their owners are told. */
export async function endChallenges(tx: Writer, ctx: Context, which: SQL | undefined): Promise<void> {
  const { challenges } = ctx.db.tables
  await forgetExcused(tx, ctx, which)
  await tx.delete(challenges).where(and(which, isNotNull(challenges.ticketDigest)))
  await tx.update(challenges).set({ expiresAt: never }).where(which)
}

/**
 * Tells people of their unfinished sign-ins, once they have ended, and deletes those, each by itself. Returns those that it
 * failed on.
 */
export async function sweepChallenges(ctx: Context): Promise<BadRow[]> {
  const { challenges } = ctx.db.tables
  const now = ctx.now()
  const unfinished = and(
    isNull(challenges.ticketDigest),
    or(
      and(gt(challenges.expiresAt, never), lte(challenges.expiresAt, now)),
      and(
        eq(challenges.expiresAt, never),
        or(isNull(challenges.createdAt), lte(challenges.createdAt, later(now, -patience))),
      ),
      gt(challenges.createdAt, latest(now)),
    ),
  )
  const over = await ctx.db.read
    .select({ id: challenges.id })
    .from(challenges)
    .where(unfinished)
    .limit(sweptAtOnce)
  return eachByItself(over, ({ id }) =>
    ctx.db.write((tx) => tellOfUnfinished(tx, ctx, and(eq(challenges.id, id), unfinished))),
  )
}

async function tellOfUnfinished(tx: Writer, ctx: Context, which: SQL | undefined): Promise<void> {
  const { challenges, users } = ctx.db.tables
  const [whose] = await tx.select({ userId: challenges.userId }).from(challenges).where(which)
  if (!whose) return
  await lockPerson(tx, ctx, whose.userId)
  await forgetExcused(tx, ctx, which)
  const [row] = await tx
    .select({ challenge: challenges, user: users })
    .from(challenges)
    .innerJoin(users, eq(users.id, challenges.userId))
    .where(which)
  if (!row) return
  const { user } = row
  const { id, client, address, createdAt } = row.challenge
  const occasion = { at: (createdAt ?? ctx.now()).toISOString(), client, address }
  const merged = { mergeKey: `sign-in-unfinished:${user.id}`, apart: hours(1), occasion }
  await tell(tx, ctx, user, 'sign-in-unfinished', {}, merged)
  await countAttempt(tx, ctx, user.organizationId, 'unfinished')
  await tx.delete(challenges).where(eq(challenges.id, id))
}

/** Deletes the challenges that were finished, once they have ended: no one is told of them. */
export async function sweepFinishedChallenges(tx: Writer, ctx: Context): Promise<void> {
  const { challenges } = ctx.db.tables
  const now = ctx.now()
  const over = or(lte(challenges.expiresAt, now), gt(challenges.createdAt, latest(now)))
  await tx.delete(challenges).where(and(isNotNull(challenges.ticketDigest), over))
}

/** Forgets the unfinished ones of people who signed in from the same network since, as they do who start again. */
async function forgetExcused(tx: Writer, ctx: Context, which: SQL | undefined): Promise<void> {
  const excused = await excusedOnes(tx, ctx, which)
  const { challenges } = ctx.db.tables
  for (const { id } of excused) await tx.delete(challenges).where(eq(challenges.id, id))
}

async function excusedOnes(
  from: Pick<Reader, 'select'>,
  ctx: Context,
  which: SQL | undefined,
): Promise<Challenge[]> {
  const { challenges, sessions } = ctx.db.tables
  const rows = await from
    .select({ challenge: challenges, address: sessions.address })
    .from(challenges)
    .innerJoin(sessions, eq(sessions.userId, challenges.userId))
    .where(and(which, isNull(challenges.ticketDigest), gt(sessions.createdAt, challenges.createdAt)))
  return rows
    .filter(({ challenge, address }) => networkOf(address) === networkOf(challenge.address))
    .map(({ challenge }) => challenge)
}

/**
 * For a restored backup: what its owner was not told yet in the database that it replaces is told in this one. Without
 * that database, the sign-ins that were not finished when the backup was made.
 */
export async function carryUnfinished(tx: Writer, ctx: Context, replaced: Context | null): Promise<void> {
  const { challenges, outbox, users } = ctx.db.tables
  if (!replaced) return endChallenges(tx, ctx, undefined)
  await tx.delete(challenges)
  const open = isNull(challenges.ticketDigest)
  const { read } = replaced.db
  const excused = new Set((await excusedOnes(read, replaced, open)).map(({ id }) => id))
  const untold = (await read.select().from(challenges).where(open)).filter(({ id }) => !excused.has(id))
  const known = new Set((await tx.select({ id: users.id }).from(users)).map(({ id }) => id))
  for (const row of untold)
    if (known.has(row.userId)) await tx.insert(challenges).values({ ...row, expiresAt: never })
  const waiting = await read
    .select()
    .from(outbox)
    .where(and(eq(outbox.name, 'sign-in-unfinished'), isNull(outbox.closedAt)))
  for (const row of waiting) {
    await tx.delete(outbox).where(eq(outbox.id, row.id))
    await tx.insert(outbox).values(row)
  }
}
