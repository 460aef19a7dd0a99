import { getTableColumns } from 'drizzle-orm'
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database, Reader, Writer } from '../database'
import type { Tables } from '../tables'

/** One row: its values as JavaScript has them, in the order of `storedColumns`. */
export type Row = unknown[]

/** One end of a move: a database that no one else has, in one transaction. */
type End = {
  /** The same transaction through the two doors. */
  db: Database
  count(name: keyof Tables): Promise<number>
}

/** Where everything comes from. Nothing in it changes, neither by us nor by anyone else, until it is let go of. */
export type Source = End & {
  /** All rows of a table, some hundreds at a time. */
  rows(name: keyof Tables): AsyncIterable<Row[]>
  release(): Promise<void>
}

/** Where everything goes to: tables of ours without a row, which no one sees before `keep`. */
export type Target = End & {
  add(name: keyof Tables, rows: Row[]): Promise<void>
  /** Everything is there from now on, and lasting. */
  keep(): Promise<void>
  /** Leaves nothing of what was not kept. */
  drop(): Promise<void>
}

/**
 * Why one cannot be had: someone has it open, it was written by another version, there is none, or where everything is
 * to go there is something.
 */
export type Hindrance = 'move-running' | 'move-outdated' | 'move-nothing' | 'move-not-empty'

/** The names of all tables, each after those that its rows refer to. */
export const tableNames = (tables: Tables) => Object.keys(tables) as (keyof Tables)[]

/** The columns whose values are stored as they are given, and not derived by the database. */
export const storedColumns = (table: PgTable): AnyPgColumn[] =>
  Object.values(getTableColumns(table)).filter(({ generated }) => generated === undefined)

/** A row as the driver gave it. */
export const fromDriver = (columns: AnyPgColumn[], row: unknown[]): Row =>
  row.map((value, n) => (value === null ? null : columns[n]?.mapFromDriverValue(value)))

export const toDriver = (column: AnyPgColumn, value: unknown): unknown =>
  value === null ? null : column.mapToDriverValue(value)

/** The transaction on which this builder of queries works, as a database. */
export const within = (tables: Tables, on: Reader & Writer): Database => ({
  tables,
  read: on,
  write: (work) => work(on),
  moment: (work) => work(on),
  // No one else is there.
  async lock() {},
  async check() {},
  migrationsMissing: async () => 0,
  async close() {},
})
