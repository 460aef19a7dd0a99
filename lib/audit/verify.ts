import { asc, eq } from 'drizzle-orm'
import type { Context } from '../context'
import { genesis, linkHash } from './record'

/** The sequence number of the first entry of a chain that was altered, inserted or cut out; null when all are whole. */
export async function firstBrokenEntry(ctx: Context, chain: string): Promise<number | null> {
  const { auditEntries } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ sequence: auditEntries.sequence, body: auditEntries.body, hash: auditEntries.hash })
    .from(auditEntries)
    .where(eq(auditEntries.chain, chain))
    .orderBy(asc(auditEntries.sequence))
  let previous: Buffer = genesis
  let expected = 1
  for (const row of rows) {
    if (row.sequence !== expected || !linkHash(previous, row.body).equals(row.hash)) return row.sequence
    previous = row.hash
    expected++
  }
  return null
}
