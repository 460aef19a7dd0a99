import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { LetterFailure } from '@/db/tables/mail'
import type { Context } from '@/lib/context'
import { hours, later, minutes } from '@/lib/duration'
import { requireKey } from '@/lib/keys/named-key'
import { latest, latestEnd } from '@/lib/lifespan'
import { factsOfBefore } from '@/lib/messages/mail/before'
import type { DueLetter, Letter } from '@/lib/messages/mail/letter'
import { sealedIn } from './outbox'

const letterShape = z.object({
  to: z.object({ name: z.string(), email: z.string().min(1) }),
  name: z.string(),
  facts: z.record(z.string(), z.unknown()),
  occasion: z.object({ at: z.string(), client: z.string(), address: z.string() }),
})

/** A letter that was put aside so that the others can go. Nothing of what it says. */
export type SetAside = { id: string; name: string; failure: LetterFailure }

/** How long to wait after so many failed attempts: a minute, then twice that each time, half an hour at most. */
export const waitAfter = (attempts: number) =>
  Math.min(minutes(30), minutes(1) * 2 ** Math.min(attempts - 1, 10))

/** No letter waits longer for its turn: neither after an attempt nor to keep its distance from another. */
const longestWait = hours(1)

/** Whose turn it is. One that was dated when the clock was ahead does not wait until then. */
function dueOnes(ctx: Context) {
  const { outbox } = ctx.db.tables
  const now = ctx.now()
  const misdated = or(gt(outbox.createdAt, latest(now)), gt(outbox.dueAt, latestEnd(now, longestWait)))
  return and(isNull(outbox.closedAt), or(lte(outbox.dueAt, now), misdated))
}

/**
 * Claims the email that has waited longest, if one is due; of those that were written many at once only where no other
 * is: the attempt is counted and the next one dated before
 * anything is sent, so that no two processes send it, and one that dies meanwhile costs a wait. One that cannot be
 * opened, or is of no use any more, is put aside. Throws `KeyMissingError` where another server may open it.
 */
export async function claimLetter(ctx: Context): Promise<DueLetter | SetAside | null> {
  const { outbox } = ctx.db.tables
  const due = dueOnes(ctx)
  // Without this look, an empty outbox would cost a write every second.
  const [waiting] = await ctx.db.read.select({ id: outbox.id }).from(outbox).where(due).limit(1)
  if (!waiting) return null
  return ctx.db.write(async (tx) => {
    // One at a time looks for the next one; each sends for itself.
    await ctx.db.lock(tx, 'outbox')
    const [next] = await tx.select().from(outbox).where(due).orderBy(outbox.behind, outbox.dueAt).limit(1)
    if (!next) return null
    const now = ctx.now()
    // Damage may have left no number and no time at all.
    const attempts = (Number.isSafeInteger(next.attempts) ? next.attempts : 0) + 1
    const dueAt = later(now, waitAfter(attempts))
    const createdAt = next.createdAt <= latest(now) ? next.createdAt : now
    const unclaimed = and(eq(outbox.id, next.id), eq(outbox.attempts, next.attempts), isNull(outbox.closedAt))
    // What was merged into it a moment ago goes with it.
    const [row] = await tx.update(outbox).set({ attempts, dueAt, createdAt }).where(unclaimed).returning()
    if (!row) return null
    if (!row.payload || row.expiresAt <= now) return giveUp(tx, ctx, row, 'expired')
    const letter = openLetter(ctx, row)
    if (!letter) {
      await requireKey(tx, ctx)
      return giveUp(tx, ctx, row, 'unreadable')
    }
    return { ...letter, id: row.id, userId: row.userId, merged: row.merged }
  })
}

/** What a row holds; null where no key opens it or it is no letter. */
function openLetter(ctx: Context, row: Tables['outbox']['$inferSelect']): Letter | null {
  try {
    const opened = ctx.vault.unseal(row.payload ?? Buffer.alloc(0), sealedIn, row.id)
    const letter = letterShape.parse(JSON.parse(opened.toString())) as Letter
    return { ...letter, facts: factsOfBefore(letter.facts) }
  } catch {
    return null
  }
}

/** It was sent: only that it was there remains, for a day. */
export const closeLetter = (ctx: Context, { id }: DueLetter): Promise<void> =>
  ctx.db.write(async (tx) => {
    const { outbox } = ctx.db.tables
    await tx
      .update(outbox)
      .set({ closedAt: ctx.now(), payload: null, problem: null })
      .where(eq(outbox.id, id))
  })

/** It is tried again. `answer`: what the mail server said, if anything. */
export const noteProblem = (ctx: Context, { id }: DueLetter, answer: string): Promise<void> =>
  ctx.db.write(async (tx) => {
    const { outbox } = ctx.db.tables
    await tx
      .update(outbox)
      .set({ problem: answer })
      .where(and(eq(outbox.id, id), isNull(outbox.closedAt)))
  })

/** It is not tried again by itself. What it says stays sealed until it would be of no use. */
export const giveUpLetter = (
  ctx: Context,
  letter: DueLetter,
  failure: LetterFailure,
  answer?: string,
): Promise<SetAside> => ctx.db.write((tx) => giveUp(tx, ctx, letter, failure, answer))

type Named = { id: string; name: string | null }

async function giveUp(
  tx: Writer,
  ctx: Context,
  { id, name }: Named,
  failure: LetterFailure,
  answer?: string,
): Promise<SetAside> {
  const { outbox } = ctx.db.tables
  const said = answer === undefined ? {} : { problem: answer }
  await tx
    .update(outbox)
    .set({ closedAt: ctx.now(), failure, ...said })
    .where(eq(outbox.id, id))
  return { id, name: name ?? 'unknown', failure }
}
