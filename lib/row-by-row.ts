import { isDatabaseTrouble } from '@/db/database'

/** A row that a background job could not deal with: which one, and what kind of error. Nothing of what it holds. */
export type BadRow = { id: string; problem: string }

/** So many rows a sweep takes in one run, of those that go one by one; the next run takes the next. */
export const sweptAtOnce = 1000

/**
 * Does the work on each row, whatever becomes of the others, and returns those it failed on. Throws what the database
 * itself is in trouble with, such as a full disk: that is no row's fault, and all of them wait.
 */
export async function eachByItself<Row extends { id: string }>(
  rows: Row[],
  work: (row: Row) => Promise<unknown>,
): Promise<BadRow[]> {
  const bad: BadRow[] = []
  for (const row of rows) {
    try {
      await work(row)
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error
      // An error's message may quote what the row holds: its kind has to do.
      bad.push({ id: row.id, problem: error instanceof Error ? error.name : typeof error })
    }
  }
  return bad
}
