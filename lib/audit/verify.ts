import { asc, eq } from 'drizzle-orm'
import type { Tables } from '@/db/tables'
import type { Context } from '../context'
import { type AuditBody, genesis, linkHash } from './record'

/** The sequence number of the first entry of a chain that was altered, inserted or cut out; null when all are whole. */
export async function firstBrokenEntry(ctx: Context, chain: string): Promise<number | null> {
  const { auditEntries } = ctx.db.tables
  const rows = await ctx.db.read
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.chain, chain))
    .orderBy(asc(auditEntries.sequence))
  let previous: Buffer = genesis
  let expected = 1
  for (const row of rows) {
    const linked = row.sequence === expected && linkHash(previous, row.body).equals(row.hash)
    if (!linked || !saysTheSame(row)) return row.sequence
    previous = row.hash
    expected++
  }
  return null
}

/** Whether the columns that entries are found by are those of the hashed text. */
function saysTheSame(row: Tables['auditEntries']['$inferSelect']): boolean {
  const body = JSON.parse(row.body) as AuditBody
  const actorId = body.actor.kind === 'user' ? body.actor.id : null
  return (
    row.event === body.event &&
    row.at.toISOString() === body.at &&
    row.actorId === actorId &&
    row.subjectId === (body.subject?.id ?? actorId)
  )
}
