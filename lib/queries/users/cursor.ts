import { createHash } from 'node:crypto'
import { z } from 'zod'

export const pageSize = 50

/** The key of a row in an ordered list: what it is ordered by, and at last the id. */
export type Cursor = string[]

/**
 * What was asked for, of which a cursor is a part: the terms of the search, none for a list by name, the filter, and of
 * which list, where it is not that of all people.
 */
export type Question = { terms: string[]; twoFactor?: string | undefined; list?: string }

/** The same for the same question only: where a page of one search ended is nowhere in another one. */
const markOf = ({ terms, twoFactor = '', list }: Question) =>
  createHash('sha256')
    .update(JSON.stringify([twoFactor, ...terms.toSorted(), ...(list === undefined ? [] : [{ list }])]))
    .digest('base64url')
    .slice(0, 16)

export const writeCursor = (question: Question, key: Cursor) =>
  Buffer.from(JSON.stringify([markOf(question), ...key])).toString('base64url')

/** A cursor as it came from outside; null when it is none of ours, or of another question. `parts`: of its key. */
export function readCursor(question: Question, text: string | undefined, parts: number): Cursor | null {
  if (!text) return null
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    const [, ...key] = z
      .array(z.string())
      .length(parts + 1)
      .parse(read)
    return writeCursor(question, key) === text ? key : null
  } catch {
    return null
  }
}

/** The order of keys as the database has it, byte by byte. */
export function byKey(a: Cursor, b: Cursor): number {
  for (const [n, part] of a.entries()) {
    const order = Buffer.compare(Buffer.from(part), Buffer.from(b[n] ?? ''))
    if (order !== 0) return order
  }
  return 0
}
