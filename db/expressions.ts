import { type AnyColumn, type SQL, sql } from 'drizzle-orm'

/** A table under a second name, for a query that meets it twice. */
export { alias } from 'drizzle-orm/pg-core'

/** `column + amount`, for counters that several writers move. */
export const plus = (column: AnyColumn, amount: number): SQL => sql`${column} + ${amount}`

/** Keyset paging: `(a, b, …) > (x, y, …)` in row order. */
export const after = (columns: AnyColumn[], values: (string | number)[]): SQL =>
  sql`${row(columns)} > ${rowOf(values)}`

/** The other side of it: `(a, b, …) <= (x, y, …)`. */
export const upTo = (columns: AnyColumn[], values: (string | number)[]): SQL =>
  sql`${row(columns)} <= ${rowOf(values)}`

const row = (columns: AnyColumn[]) => sql`(${sql.join(columns, sql`, `)})`

const rowOf = (values: (string | number)[]) =>
  sql`(${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`
