import { and, asc, eq, gt } from 'drizzle-orm'
import type { Tables } from '@/db/tables'
import type { Context } from '@/lib/context'
import type { Problem } from '@/lib/messages/audit/problem'
import type { AuditBody } from '@/lib/records/audit/record'
import { entryHash, genesis, type Head, hasKey, isGenuine, linkHash } from '@/lib/records/audit/seal'

type Row = Tables['auditEntries']['$inferSelect']

const pageSize = 1000

/** How many entries that were removed or inserted in one place are told from changed ones. */
const furthest = 20

/**
 * What is not as it was written in a chain, from its first entry to its head. An entry is told to be changed, removed or
 * inserted by which one after it still fits: each is tied to its own place and to the one before it.
 */
export async function checkEntries(ctx: Context, chain: string, head: Head): Promise<Problem[]> {
  const found: Problem[] = []
  let previous: Buffer = genesis
  /** The place that comes next; entries that were moved up or down carry another number. */
  let place = 1
  let number = 1
  let atHead: Buffer = genesis
  const fits = (row: Row, after: Buffer, at: number) =>
    row.chain === chain && isLinked(ctx, row, after, at, head.boundary) && saysTheSame(row)
  for await (const { row, next } of inPairs(ctx, chain)) {
    if (row.sequence !== number) {
      found.push({ kind: 'removed', from: number, to: row.sequence - 1 })
      // Without the hash of the one before, this one's text can't be checked; its own hash can, by the next one.
      if (!saysTheSame(row)) found.push({ kind: 'changed', from: row.sequence, to: row.sequence })
      place += row.sequence - number
      number = row.sequence
    } else if (!fits(row, previous, place)) {
      const nextFits = (after: Buffer, at: number) =>
        next ? fits(next, after, at) : head.sequence === at - 1 && head.hash.equals(after)
      const gap = firstOf(furthest, (n) => nextFits(row.hash, place + n + 1))
      const sequence = row.sequence
      if (row.keyId !== null && !hasKey(ctx.vault, row.keyId))
        found.push({ kind: 'key-missing', from: sequence, to: sequence })
      else if (nextFits(row.hash, place + 1) || gap === null) {
        if (nextFits(previous, place)) {
          found.push({ kind: 'inserted', from: sequence, to: sequence })
          number++
          continue
        }
        // It waited where the next one belonged, which was then put behind it.
        if (nextFits(previous, place + 1)) {
          found.push({ kind: 'inserted', from: sequence, to: sequence })
          place++
          number++
          continue
        }
        found.push({ kind: 'changed', from: sequence, to: sequence })
      } else {
        found.push({ kind: 'removed', from: place, to: place + gap - 1 })
        place += gap
      }
    }
    previous = row.hash
    if (place === head.sequence) atHead = row.hash
    place++
    number++
  }
  if (place <= head.sequence) found.push({ kind: 'tail-cut', from: place, to: head.sequence })
  else if (found.length === 0 && !atHead.equals(head.hash)) found.push({ kind: 'head-changed' })
  const last = place - 1
  if (last > head.sequence && !(await isHeadNow(ctx, chain, last)))
    found.push({ kind: 'head-old', from: head.sequence + 1, to: last })
  return merged(found)
}

/** Whether the head has moved that far since it was read: a server that runs adds entries meanwhile. */
async function isHeadNow(ctx: Context, chain: string, sequence: number): Promise<boolean> {
  const { auditHeads } = ctx.db.tables
  const [head] = await ctx.db.read.select().from(auditHeads).where(eq(auditHeads.chain, chain))
  return head !== undefined && head.sequence >= sequence && isGenuine(ctx.vault, head)
}

const firstOf = (most: number, meets: (n: number) => boolean) => {
  for (let n = 1; n <= most; n++) if (meets(n)) return n
  return null
}

function isLinked(ctx: Context, row: Row, previous: Buffer, sequence: number, boundary: number): boolean {
  if (row.keyId === null) return sequence <= boundary && linkHash(previous, row.body).equals(row.hash)
  if (sequence <= boundary) return false
  return (
    entryHash(ctx.vault, row.keyId, { chain: row.chain, sequence, previous }, row.body)?.equals(row.hash) ??
    false
  )
}

/** Whether the columns that entries are found by are those of the authenticated text. */
function saysTheSame(row: Row): boolean {
  const body = parsed(row.body)
  if (!body) return false
  const actorId = body.actor.kind === 'user' ? body.actor.id : null
  return (
    row.event === body.event &&
    row.at.toISOString() === body.at &&
    row.actorId === actorId &&
    row.subjectId === (body.subject?.id ?? actorId)
  )
}

function parsed(body: string): AuditBody | null {
  try {
    return JSON.parse(body) as AuditBody
  } catch {
    return null
  }
}

/** The entries of a chain in order, each with the one after it. */
async function* inPairs(ctx: Context, chain: string): AsyncGenerator<{ row: Row; next: Row | null }> {
  const { auditEntries } = ctx.db.tables
  let row: Row | null = null
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await ctx.db.read
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.chain, chain), gt(auditEntries.sequence, after)))
      .orderBy(asc(auditEntries.sequence))
      .limit(pageSize)
    for (const next of rows) {
      if (row) yield { row, next }
      row = next
    }
    if (rows.length < pageSize) break
    after = rows.at(-1)?.sequence ?? after
  }
  if (row) yield { row, next: null }
}

/** Neighbours of one kind as one. */
function merged(problems: Problem[]): Problem[] {
  const result: Problem[] = []
  for (const problem of problems) {
    const last = result.at(-1)
    if (
      last &&
      'from' in last &&
      'from' in problem &&
      last.kind === problem.kind &&
      last.to + 1 === problem.from
    )
      result[result.length - 1] = { ...last, to: problem.to }
    else result.push(problem)
  }
  return result
}
