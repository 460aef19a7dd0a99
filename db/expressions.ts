import { type AnyColumn, type SQL, type SQLWrapper, sql } from 'drizzle-orm'

/** A table under a second name, for a query that meets it twice. */
export { alias } from 'drizzle-orm/pg-core'

/** `column + amount`, for counters that several writers move. */
export const plus = (column: AnyColumn, amount: number): SQL => sql`${column} + ${amount}`

/** How many rows another query finds, as a column: it counts no further than that query's own limit. */
export const countOf = (rows: SQLWrapper): SQL<number> => sql`(select count(*) from ${rows})`.mapWith(Number)

/** Keyset paging: `(a, b, …) > (x, y, …)` in row order. */
export const after = (columns: AnyColumn[], values: (string | number | Date)[]): SQL =>
  sql`${row(columns)} > ${rowOf(columns, values)}`

/** The other side of it: `(a, b, …) <= (x, y, …)`. */
export const upTo = (columns: AnyColumn[], values: (string | number)[]): SQL =>
  sql`${row(columns)} <= ${rowOf(columns, values)}`

/** Keyset paging from the other end: `(a, b, …) < (x, y, …)`. */
export const before = (columns: AnyColumn[], values: (string | number | Date)[]): SQL =>
  sql`${row(columns)} < ${rowOf(columns, values)}`

const row = (columns: AnyColumn[]) => sql`(${sql.join(columns, sql`, `)})`

/** Each value as its column keeps it. */
const rowOf = (columns: AnyColumn[], values: (string | number | Date)[]) =>
  sql`(${sql.join(
    values.map((value, n) => sql`${sql.param(value, columns[n])}`),
    sql`, `,
  )})`
