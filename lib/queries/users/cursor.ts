import { z } from 'zod'

export const pageSize = 50

/** The key of a row in an ordered list: what it is ordered by, and at last the id. */
export type Cursor = string[]

export const writeCursor = (key: Cursor) => Buffer.from(JSON.stringify(key)).toString('base64url')

/** A cursor as it came from outside; null when it is none of ours. */
export function readCursor(text: string | undefined): Cursor | null {
  if (!text) return null
  try {
    return z
      .array(z.string())
      .min(2)
      .max(3)
      .parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
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
