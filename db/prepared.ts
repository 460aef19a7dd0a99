import { type AnyColumn, Param, placeholder, type SQLWrapper } from 'drizzle-orm'
import type { Database } from './database'

type Built<Row> = { execute(given: Record<string, unknown>): Promise<Row[]> }

/**
 * A query outside of transactions that is asked with every request, and therefore built once for each database.
 * `given` stands for what is known only when it is asked. Throws inside a `write`, as every read does.
 */
export function prepared<Row, Given extends Record<string, unknown>>(
  name: string,
  query: (
    db: Pick<Database, 'read' | 'tables'>,
    given: typeof parameter,
  ) => { prepare(name: string): Built<Row> },
): (db: Database, given: Given) => Promise<Row[]> {
  const built = new WeakMap<Database, Built<Row>>()
  return (db, given) => {
    // Asked for every time, for it refuses inside a `write`.
    const { read } = db
    let known = built.get(db)
    if (!known) {
      known = query({ read, tables: db.tables }, parameter).prepare(name)
      built.set(db, known)
    }
    return known.execute(given)
  }
}

/** A value to come, to be compared with this column. */
const parameter = (column: AnyColumn, name: string): SQLWrapper => new Param(placeholder(name), column)
