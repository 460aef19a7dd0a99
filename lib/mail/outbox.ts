import { randomUUID } from 'node:crypto'
import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { Tables } from '@/db/tables'
import type { Context } from '../context'
import { days, later, minutes } from '../duration'
import { describeClient } from '../sessions/client'
import type { FactsOf, MailName } from './messages'

export const sealedIn = 'outbox'
const kept = days(1)

/** When, from which browser and from which address something happened. */
export type Occasion = { at: string; client: string; address: string }
export type Letter = {
  to: { name: string; email: string }
  name: MailName
  facts: Record<string, unknown>
  occasion: Occasion
}
/** A letter whose turn it is. `merged`: how many there were of its kind. */
export type DueLetter = Letter & { id: string; merged: number }

type Sending = { mergeKey?: string; apart?: number; life?: number; occasion?: Occasion }

/**
 * Writes a mail in the caller's transaction: it is sent if, and only if, that commits. Mails of one `mergeKey` follow
 * one another at a distance of 15 minutes; what comes meanwhile is one mail, of the last occasion, that says how many
 * there were. `apart`: that distance, `life`: after which it is of no use, in milliseconds. `occasion`: when and where
 * it happened, if not here and now.
 */
export async function tell<Name extends MailName>(
  tx: Writer,
  ctx: Context,
  to: { name: string; email: string },
  name: Name,
  facts: FactsOf<Name>,
  { mergeKey, apart = minutes(15), life = days(3), occasion = occasionOf(ctx) }: Sending = {},
): Promise<void> {
  const { outbox } = ctx.db.tables
  const now = ctx.now()
  const letter: Letter = { to: { name: to.name, email: to.email }, name, facts, occasion }
  const ofSameKey = mergeKey ? await tx.select().from(outbox).where(eq(outbox.mergeKey, mergeKey)) : []
  const expiresAt = later(now, life)
  // One whose first attempt has begun may be on its way: it is left alone.
  const waiting = ofSameKey.find((row) => !row.closedAt && row.attempts === 0)
  if (waiting) {
    await tx
      .update(outbox)
      .set({ payload: sealLetter(ctx, waiting.id, letter), merged: plus(outbox.merged, 1), expiresAt })
      .where(eq(outbox.id, waiting.id))
    return
  }
  const id = randomUUID()
  const earliest = ofSameKey.map((row) => later(row.closedAt ?? row.createdAt, apart).getTime())
  await tx.insert(outbox).values({
    ...{ id, mergeKey, createdAt: now, expiresAt },
    payload: sealLetter(ctx, id, letter),
    dueAt: new Date(Math.max(now.getTime(), ...earliest)),
  })
}

const occasionOf = ({ now, origin }: Context): Occasion => ({
  at: now().toISOString(),
  client: describeClient(origin.userAgent),
  address: origin.address,
})

const sealLetter = (ctx: Context, id: string, letter: Letter) =>
  ctx.vault.seal(Buffer.from(JSON.stringify(letter)), sealedIn, id)

/** How long to wait after so many failed attempts: a minute, then twice that each time, half an hour at most. */
const waitAfter = (attempts: number) => Math.min(minutes(30), minutes(1) * 2 ** Math.min(attempts - 1, 10))

/**
 * Claims the mail that has waited longest, if one is due: the attempt is counted and the next one dated before
 * anything is sent, so that no two processes send it, and one that dies meanwhile costs a wait.
 */
export async function claimLetter(ctx: Context): Promise<DueLetter | null> {
  const { outbox } = ctx.db.tables
  const due = and(isNull(outbox.closedAt), lte(outbox.dueAt, ctx.now()))
  // Without this look, an empty outbox would cost a write every second.
  const [waiting] = await ctx.db.read.select({ id: outbox.id }).from(outbox).where(due).limit(1)
  if (!waiting) return null
  return ctx.db.write(async (tx) => {
    const [row] = await tx.select().from(outbox).where(due).orderBy(outbox.dueAt).limit(1)
    if (!row) return null
    const attempts = row.attempts + 1
    const dueAt = later(ctx.now(), waitAfter(attempts))
    await tx.update(outbox).set({ attempts, dueAt }).where(eq(outbox.id, row.id))
    if (!row.payload || row.expiresAt <= ctx.now()) {
      await close(tx, ctx, row.id)
      return null
    }
    return { ...openLetter(ctx, row), id: row.id, merged: row.merged }
  })
}

function openLetter(ctx: Context, row: Tables['outbox']['$inferSelect']): Letter {
  return JSON.parse(ctx.vault.unseal(row.payload ?? Buffer.alloc(0), sealedIn, row.id).toString()) as Letter
}

/** It was sent, or never can be: only that it was there remains, for a day. */
export const closeLetter = (ctx: Context, { id }: DueLetter): Promise<void> =>
  ctx.db.write((tx) => close(tx, ctx, id))

async function close(tx: Writer, ctx: Context, id: string): Promise<void> {
  const { outbox } = ctx.db.tables
  await tx.update(outbox).set({ closedAt: ctx.now(), payload: null }).where(eq(outbox.id, id))
}

/** Deletes what was sent a day ago. */
export async function sweepOutbox(tx: Writer, ctx: Context): Promise<void> {
  const { outbox } = ctx.db.tables
  await tx
    .delete(outbox)
    .where(and(isNotNull(outbox.closedAt), lte(outbox.closedAt, later(ctx.now(), -kept))))
}
