import { randomUUID } from 'node:crypto'
import { and, eq, gt, isNotNull, isNull, lte, or } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import { describeClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { days, later, minutes } from '@/lib/duration'
import { latest } from '@/lib/lifespan'
import type { FactsOf, MailName } from '@/lib/messages/mail/catalogue'
import type { Letter } from '@/lib/messages/mail/letter'
import type { Occasion } from '@/lib/messages/mail/message'

export const sealedIn = 'outbox'

const kept = days(1)

const keptFailed = days(7)

/** `id`: the account it is for, if it has one. */
export type Recipient = { id?: string; name: string; email: string }

type Sending = { mergeKey?: string; apart?: number; life?: number; occasion?: Occasion; behind?: boolean }

/**
 * Writes an email in the caller's transaction: it is sent if, and only if, that commits. Emails of one `mergeKey` follow
 * one another at a distance of 15 minutes; what comes meanwhile is one mail, of the last occasion, that says how many
 * there were. `apart`: that distance, `life`: after which it is of no use, in milliseconds. `occasion`: when and where
 * it happened, if not here and now. `behind`: one of many, which go after those that someone waits for.
 */
export async function tell<Name extends MailName>(
  tx: Writer,
  ctx: Context,
  to: Recipient,
  name: Name,
  facts: FactsOf<Name>,
  { mergeKey, apart = minutes(15), life = days(3), occasion = occasionOf(ctx), behind = false }: Sending = {},
): Promise<void> {
  const { outbox } = ctx.db.tables
  const now = ctx.now()
  const letter: Letter = { to: { name: to.name, email: to.email }, name, facts, occasion }
  if (mergeKey) await ctx.db.lock(tx, `outbox:${mergeKey}`)
  const ofSameKey = mergeKey ? await tx.select().from(outbox).where(eq(outbox.mergeKey, mergeKey)) : []
  const expiresAt = later(now, life)
  // This one takes the place of what was given up.
  for (const { id, failure } of ofSameKey) if (failure) await tx.delete(outbox).where(eq(outbox.id, id))
  // One whose first attempt has begun may be on its way: it is left alone.
  const waiting = ofSameKey.find((row) => !row.closedAt && row.attempts === 0)
  if (waiting) {
    const [merged] = await tx
      .update(outbox)
      .set({ payload: sealLetter(ctx, waiting.id, letter), merged: plus(outbox.merged, 1), expiresAt })
      .where(and(eq(outbox.id, waiting.id), eq(outbox.attempts, 0), isNull(outbox.closedAt)))
      .returning({ id: outbox.id })
    if (merged) return
  }
  const id = randomUUID()
  const due = ofSameKey
    .map((row) => row.closedAt ?? row.createdAt)
    // One of a time that has yet to come keeps no other waiting for it.
    .filter((at) => at <= latest(now))
    .map((at) => later(at, apart).getTime())
    .reduce((last, next) => Math.max(last, next), now.getTime())
  await tx.insert(outbox).values({
    ...{ id, name, userId: to.id, mergeKey, behind, createdAt: now, expiresAt },
    payload: sealLetter(ctx, id, letter),
    dueAt: new Date(due),
  })
}

const occasionOf = ({ now, origin }: Context): Occasion => ({
  at: now().toISOString(),
  client: describeClient(origin.userAgent),
  address: origin.address,
})

const sealLetter = (ctx: Context, id: string, letter: Letter) =>
  ctx.vault.seal(Buffer.from(JSON.stringify(letter)), sealedIn, id)

/**
 * Lets the letters wait again that were given up as expired and are not: the clock was ahead. Whatever was dated then
 * has happened by now.
 */
export async function setOutboxRight(tx: Writer, ctx: Context): Promise<void> {
  const { outbox } = ctx.db.tables
  const now = ctx.now()
  await tx
    .update(outbox)
    .set({ closedAt: null, failure: null, dueAt: now })
    .where(and(eq(outbox.failure, 'expired'), isNotNull(outbox.payload), gt(outbox.expiresAt, now)))
  await tx
    .update(outbox)
    .set({ closedAt: now })
    .where(gt(outbox.closedAt, latest(now)))
}

/** Deletes what was sent a day ago or given up a week ago, and what the latter say once it is of no use. */
export async function sweepOutbox(tx: Writer, ctx: Context): Promise<void> {
  const { outbox } = ctx.db.tables
  const now = ctx.now()
  await tx
    .delete(outbox)
    .where(
      or(
        and(isNull(outbox.failure), lte(outbox.closedAt, later(now, -kept))),
        lte(outbox.closedAt, later(now, -keptFailed)),
      ),
    )
  await tx
    .update(outbox)
    .set({ payload: null })
    .where(and(isNotNull(outbox.closedAt), isNotNull(outbox.payload), lte(outbox.expiresAt, now)))
}
