import { createHash } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { insertRow, prepared } from '@/db/prepared'
import type { Context } from '../context'
import { describeClient } from '../sessions/client'
import type { AuditEvent } from './catalogue'

/** A person as they were called at the time. */
export type Named = { id: string; name: string; email: string }

/** `nobody`: somebody who did not show who they are. */
export type AuditActor = ({ kind: 'user' } & Named) | { kind: 'console'; osUser: string } | { kind: 'nobody' }

/** One entry as it is stored and hashed. */
export type AuditBody = {
  at: string
  event: AuditEvent
  actor: AuditActor
  subject: Named | null
  /** Plain facts, no secrets. */
  detail: Record<string, string | number | boolean>
  address: string
  client: string
}

export const genesis = Buffer.alloc(32)

/** The hash that links an entry to the one before it. */
export const linkHash = (previous: Buffer, body: string) =>
  createHash('sha256').update(previous).update(body).digest()

const lastEntry = prepared('last-entry', (tx: Writer, { auditEntries }, given) =>
  tx
    .select({ sequence: auditEntries.sequence, hash: auditEntries.hash })
    .from(auditEntries)
    .where(eq(auditEntries.chain, given(auditEntries.chain, 'chain')))
    .orderBy(desc(auditEntries.sequence))
    .limit(1),
)

/**
 * Appends one entry to the organization's chain, in the caller's transaction: if it cannot be written, neither is
 * the change. `subject` is whom it was done to, where that is somebody else.
 */
export async function record(
  tx: Writer,
  ctx: Context,
  chain: string,
  entry: { event: AuditEvent; actor: AuditActor; subject?: Named; detail?: AuditBody['detail'] },
): Promise<void> {
  await ctx.db.lock(tx, `audit:${chain}`)
  const [last] = await lastEntry(tx, ctx.db, { chain })
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
  await insertRow(tx, ctx.db.tables.auditEntries, {
    chain,
    sequence: (last?.sequence ?? 0) + 1,
    at,
    event: entry.event,
    actorId: entry.actor.kind === 'user' ? entry.actor.id : null,
    subjectId: entry.subject?.id ?? (entry.actor.kind === 'user' ? entry.actor.id : null),
    body,
    hash: linkHash(last?.hash ?? genesis, body),
  })
}
