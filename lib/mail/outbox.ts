import { randomUUID } from 'node:crypto'
import { and, eq, isNotNull, isNull, lte, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { Tables } from '@/db/tables'
import type { LetterFailure } from '@/db/tables/mail'
import type { Context } from '../context'
import { days, later, minutes } from '../duration'
import { describeClient } from '../sessions/client'
import type { FactsOf, MailName } from './messages'

export const sealedIn = 'outbox'
const kept = days(1)
const keptFailed = days(7)

/** When, from which browser and from which address something happened. */
export type Occasion = { at: string; client: string; address: string }
export type Letter = {
  to: { name: string; email: string }
  name: MailName
  facts: Record<string, unknown>
  occasion: Occasion
}
const letterShape = z.object({
  to: z.object({ name: z.string(), email: z.string().min(1) }),
  name: z.string(),
  facts: z.record(z.string(), z.unknown()),
  occasion: z.object({ at: z.string(), client: z.string(), address: z.string() }),
})
/** A letter whose turn it is. `merged`: how many there were of its kind. */
export type DueLetter = Letter & { id: string; merged: number }

/** `id`: the account it is for, if it has one. */
export type Recipient = { id?: string; name: string; email: string }
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
  to: Recipient,
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
    ...{ id, name, userId: to.id, mergeKey, createdAt: now, expiresAt },
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

/** A letter that was put aside so that the others can go. Nothing of what it says. */
export type SetAside = { id: string; name: string; failure: LetterFailure }

/**
 * Claims the mail that has waited longest, if one is due: the attempt is counted and the next one dated before
 * anything is sent, so that no two processes send it, and one that dies meanwhile costs a wait. One that cannot be
 * opened, or is of no use any more, is put aside.
 */
export async function claimLetter(ctx: Context): Promise<DueLetter | SetAside | null> {
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
    if (!row.payload || row.expiresAt <= ctx.now()) return giveUp(tx, ctx, row, 'expired')
    const letter = openLetter(ctx, row)
    if (!letter) return giveUp(tx, ctx, row, 'unreadable')
    return { ...letter, id: row.id, merged: row.merged }
  })
}

/** What a row holds; null where no key opens it or it is no letter. */
function openLetter(ctx: Context, row: Tables['outbox']['$inferSelect']): Letter | null {
  try {
    const opened = ctx.vault.unseal(row.payload ?? Buffer.alloc(0), sealedIn, row.id)
    return letterShape.parse(JSON.parse(opened.toString())) as Letter
  } catch {
    return null
  }
}

/** It was sent: only that it was there remains, for a day. */
export const closeLetter = (ctx: Context, { id }: DueLetter): Promise<void> =>
  ctx.db.write(async (tx) => {
    const { outbox } = ctx.db.tables
    await tx.update(outbox).set({ closedAt: ctx.now(), payload: null }).where(eq(outbox.id, id))
  })

/** It is not tried again. What it says stays sealed until it would be of no use. */
export const giveUpLetter = (ctx: Context, letter: DueLetter, failure: LetterFailure): Promise<SetAside> =>
  ctx.db.write((tx) => giveUp(tx, ctx, letter, failure))

type Named = { id: string; name: string | null }

async function giveUp(
  tx: Writer,
  ctx: Context,
  { id, name }: Named,
  failure: LetterFailure,
): Promise<SetAside> {
  const { outbox } = ctx.db.tables
  const gone = failure === 'expired' ? { payload: null } : {}
  await tx
    .update(outbox)
    .set({ closedAt: ctx.now(), failure, ...gone })
    .where(eq(outbox.id, id))
  return { id, name: name ?? 'unknown', failure }
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
