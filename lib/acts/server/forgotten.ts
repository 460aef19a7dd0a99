import { and, asc, count, desc, eq, gt, notInArray } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import type { AuditEvent } from '@/lib/messages/audit/catalogue'
import { entryInWords } from '@/lib/messages/audit/entry'
import type { AuditBody } from '@/lib/records/audit/record'

/** What people do all day, and what a restored backup need not know of. */
const everyday: AuditEvent[] = ['sign-in.succeeded', 'session.ended', 'sessions.ended']

const pageSize = 1000

/**
 * What the audit log of the database `before` knows and that of a restored backup does not, oldest first, in words.
 * Reads a thousand entries at a time, however many there are. `progress` is told how many of how many.
 */
export async function changesSince(
  ctx: Context,
  before: Context,
  progress: (done: number, total: number) => void,
): Promise<string[]> {
  const { auditEntries } = ctx.db.tables
  const chains = await before.db.read.selectDistinct({ chain: auditEntries.chain }).from(auditEntries)
  const later: { chain: string; last: number; entries: number }[] = []
  for (const { chain } of chains) {
    const last = await lastOf(ctx, chain)
    const [found] = await before.db.read
      .select({ n: count() })
      .from(auditEntries)
      .where(unknown(ctx, chain, last))
    later.push({ chain, last, entries: found?.n ?? 0 })
  }
  const total = later.reduce((sum, { entries }) => sum + entries, 0)
  const changes: { at: string; words: string }[] = []
  let done = 0
  for (const { chain, last } of later)
    for await (const bodies of pages(before, chain, last)) {
      for (const body of bodies) changes.push({ at: body.at, words: entryInWords(body) })
      done += bodies.length
      progress(done, total)
    }
  return changes.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ words }) => words)
}

async function lastOf(ctx: Context, chain: string): Promise<number> {
  const { auditEntries } = ctx.db.tables
  const [last] = await ctx.db.read
    .select({ sequence: auditEntries.sequence })
    .from(auditEntries)
    .where(eq(auditEntries.chain, chain))
    .orderBy(desc(auditEntries.sequence))
    .limit(1)
  return last?.sequence ?? 0
}

function unknown(ctx: Context, chain: string, after: number) {
  const { auditEntries } = ctx.db.tables
  return and(
    eq(auditEntries.chain, chain),
    gt(auditEntries.sequence, after),
    notInArray(auditEntries.event, everyday),
  )
}

async function* pages(before: Context, chain: string, last: number): AsyncGenerator<AuditBody[]> {
  const { auditEntries } = before.db.tables
  for (let after = last; ; ) {
    const rows = await before.db.read
      .select({ sequence: auditEntries.sequence, body: auditEntries.body })
      .from(auditEntries)
      .where(unknown(before, chain, after))
      .orderBy(asc(auditEntries.sequence))
      .limit(pageSize)
    const end = rows.at(-1)
    if (!end) return
    after = end.sequence
    yield rows.map(({ body }) => JSON.parse(body) as AuditBody)
  }
}
