import { desc, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { insertRow, prepared } from '@/db/prepared'
import { describeClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { requireKey } from '@/lib/keys/named-key'
import type { AuditEvent } from '@/lib/messages/audit/catalogue'
import type { AuditFacts, StoredFacts } from '@/lib/messages/audit/facts'
import {
  entryHash,
  genesis,
  type Head,
  hasKey,
  isGenuine,
  listed,
  listName,
  type StoredHead,
  sealHead,
  spoiltHead,
} from './seal'

/** A person as they were called at the time. */
export type Named = { id: string; name: string; email: string }

/** `key`: a program, by its API key. `nobody`: someone who did not show who they are. */
export type AuditActor =
  | ({ kind: 'user' } & Named)
  | { kind: 'console'; osUser: string }
  | { kind: 'key'; id: string; name: string }
  | { kind: 'nobody' }

/** One entry as it is stored and hashed. */
export type AuditBody = {
  at: string
  event: AuditEvent
  actor: AuditActor
  subject: Named | null
  /** Plain facts, no secrets. */
  detail: StoredFacts
  address: string
  client: string
}

const headAndEnd = prepared(
  'audit-head',
  ({ auditHeads }) => ({ chain: auditHeads.chain }),
  (tx: Writer, { auditHeads, auditEntries }, given) =>
    tx
      .select({ head: auditHeads, last: auditEntries.sequence })
      .from(auditHeads)
      .leftJoin(auditEntries, eq(auditEntries.chain, auditHeads.chain))
      .where(eq(auditHeads.chain, given.chain))
      .orderBy(desc(auditEntries.sequence))
      .limit(1),
)

const moveHead = prepared(
  'move-audit-head',
  ({ auditHeads }) => ({
    sequence: auditHeads.sequence,
    hash: auditHeads.hash,
    keyId: auditHeads.keyId,
    mac: auditHeads.mac,
    chain: auditHeads.chain,
  }),
  (tx: Writer, { auditHeads }, given) =>
    tx
      .update(auditHeads)
      .set({
        sequence: given.sequence,
        hash: given.hash,
        keyId: given.keyId,
        mac: given.mac,
      })
      .where(eq(auditHeads.chain, given.chain)),
)

/** What there is to say of an event. One whose facts can be left out, or that has none, may come without. */
type Entry<Event extends AuditEvent> = { event: Event; actor: AuditActor; subject?: Named } & (Record<
  never,
  never
> extends AuditFacts<Event>
  ? { detail?: AuditFacts<Event> }
  : { detail: AuditFacts<Event> })

/**
 * Appends one entry to the organization's chain and moves its head, in the caller's transaction: if it cannot be
 * written, neither is the change. `subject` is whom it was done to, where that is someone else. Throws `KeyMissingError`
 * where a server that has another key wrote the last one.
 */
export async function record<Event extends AuditEvent>(
  tx: Writer,
  ctx: Context,
  chain: string,
  entry: Entry<Event>,
): Promise<void> {
  await ctx.db.lock(tx, `audit:${chain}`)
  const { head, genuine, end } = (await knownHead(tx, ctx, chain)) ?? (await newHead(tx, ctx, chain))
  const at = ctx.now()
  const body = JSON.stringify({
    at: at.toISOString(),
    event: entry.event,
    actor: entry.actor,
    subject: entry.subject ?? null,
    detail: entry.detail ?? {},
    address: ctx.origin.address,
    client: describeClient(ctx.origin.userAgent),
  } satisfies AuditBody)
  // Past whatever someone may have put there: it stays, to be found, and keeps no one from working.
  const sequence = Math.max(head.sequence, end) + 1
  const keyId = ctx.vault.fingerprint
  const hash = entryHash(ctx.vault, keyId, { chain, sequence, previous: head.hash }, body)
  if (!hash) throw new Error('The key that seals is not on the ring.')
  await insertRow(tx, ctx.db.tables.auditEntries, {
    ...{ chain, sequence, at, body, hash, keyId },
    event: entry.event,
    actorId: entry.actor.kind === 'user' ? entry.actor.id : null,
    subjectId: entry.subject?.id ?? (entry.actor.kind === 'user' ? entry.actor.id : null),
  })
  const moved = { ...head, sequence, hash }
  await moveHead(tx, ctx.db, genuine ? sealHead(ctx.vault, moved) : spoiltHead(ctx.vault, moved))
}

type Known = { head: Head; genuine: boolean; end: number }

async function knownHead(tx: Writer, ctx: Context, chain: string): Promise<Known | undefined> {
  const [found] = await headAndEnd(tx, ctx.db, { chain })
  return found && { head: found.head, genuine: await isKnown(tx, ctx, found.head), end: found.last ?? 0 }
}

/** Whether a head is one of ours. */
async function isKnown(tx: Writer, ctx: Context, head: StoredHead): Promise<boolean> {
  if (isGenuine(ctx.vault, head)) return true
  if (!hasKey(ctx.vault, head.keyId)) await requireKey(tx, ctx)
  return false
}

/** A chain begins: its head is put down, and its name on the list. Without a list of ours it stays off it, to be found. */
async function newHead(tx: Writer, ctx: Context, chain: string): Promise<Known> {
  const { auditHeads, auditEntries } = ctx.db.tables
  await ctx.db.lock(tx, 'audit-list')
  const [list] = await tx.select().from(auditHeads).where(eq(auditHeads.chain, listName))
  const [last] = await tx
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.chain, chain))
    .orderBy(desc(auditEntries.sequence))
    .limit(1)
  const longer = list && (await isKnown(tx, ctx, list)) ? listed(list, chain) : null
  if (longer) await moveHead(tx, ctx.db, sealHead(ctx.vault, longer))
  const end = last?.sequence ?? 0
  const head = {
    chain,
    number: longer?.sequence ?? 0,
    sequence: end,
    hash: last?.hash ?? genesis,
    boundary: 0,
  }
  await insertRow(tx, auditHeads, sealHead(ctx.vault, head))
  return { head, genuine: true, end }
}
