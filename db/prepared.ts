import { type AnyColumn, type GetColumnData, Param, placeholder, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Reader, Writer } from './database'
import type { Tables } from './tables'

type Values = Record<string, unknown>

/** What a statement is given when it is run: for each name a value of the kind that the column has. */
export type Columns = Record<string, AnyPgColumn>

/** Stands for those values in a statement while it is built. */
export type Given<Names extends PropertyKey> = { readonly [Name in Names]: SQL }

/** The values themselves. Null where the column may be null. */
export type ValuesOf<Of extends Columns> = { [Name in keyof Of]: GetColumnData<Of[Name]> }

/** Asked, a query answers once it is waited for; SQLite's can be had at once. */
type Asked<Answer> = Promise<Answer> & { sync?(): Answer }
type Built<Answer> = { execute(given: Values): Promise<Answer> }

/**
 * A statement that is run so often that it is built once for each connection: to build one takes several times as long
 * as to run it. `columns`: what it is given each time; a name that is not among them, one that is missing or a value of
 * another type does not compile.
 */
export function prepared<On extends Reader, const Of extends Columns, Answer>(
  name: string,
  columns: (tables: Tables) => Of,
  build: (on: On, tables: Tables, given: Given<keyof Of>) => { prepare(name: string): Built<Answer> },
): (on: On, db: { tables: Tables }, given: ValuesOf<Of>) => Promise<Answer> {
  const built = new WeakMap<On, Built<Answer>>()
  return (on, { tables }, given) => {
    let known = built.get(on)
    if (!known) {
      known = build(on, tables, parametersOf(columns(tables))).prepare(name)
      built.set(on, known)
    }
    return answerOf(known.execute(given))
  }
}

/** The answer, without the promises within promises by which Drizzle would have SQLite's waited for. */
async function answerOf<Answer>(asked: Asked<Answer>): Promise<Answer> {
  return asked.sync ? asked.sync() : asked
}

type Insert = ReturnType<typeof buildInsert>
type Inserts = WeakMap<Writer, Map<PgTable, Map<string, Insert>>>

const inserts: Inserts = new WeakMap()
const insertsIfNew: Inserts = new WeakMap()

/**
 * Adds one row with a statement that is built once for each connection, table and set of columns. Null is as good as
 * not given: a column that has a default takes that.
 */
export const insertRow = <Table extends PgTable>(tx: Writer, table: Table, row: Table['$inferInsert']) =>
  runInsert(inserts, buildInsert, tx, table, row)

/** The same, unless there is such a row: then that one stays as it is. */
export const insertNewRow = <Table extends PgTable>(tx: Writer, table: Table, row: Table['$inferInsert']) =>
  runInsert(insertsIfNew, buildInsertIfNew, tx, table, row)

async function runInsert(
  inserts: Inserts,
  build: typeof buildInsert,
  tx: Writer,
  table: PgTable,
  row: Values,
): Promise<void> {
  const columns = Object.keys(row).filter((column) => row[column] != null)
  const ofConnection = keep(inserts, tx, () => new Map<PgTable, Map<string, Insert>>())
  const ofTable = keep(ofConnection, table, () => new Map<string, Insert>())
  const insert = keep(ofTable, columns.join(), () => build(tx, table, columns))
  await answerOf<unknown>(insert.execute(row))
}

const buildInsert = (tx: Writer, table: PgTable, columns: string[]) =>
  insertOf(tx, table, columns).prepare('insert')

const buildInsertIfNew = (tx: Writer, table: PgTable, columns: string[]) =>
  insertOf(tx, table, columns).onConflictDoNothing().prepare('insert')

function insertOf(tx: Writer, table: PgTable, columns: string[]) {
  const values = columns.map((column) => [
    column,
    parameter((table as unknown as Record<string, AnyColumn>)[column] as AnyColumn, column),
  ])
  return tx.insert(table).values(Object.fromEntries(values))
}

function keep<Key, Value>(
  known: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: () => Value,
): Value {
  let value = known.get(key)
  if (value === undefined) {
    value = make()
    known.set(key, value)
  }
  return value
}

const parametersOf = <Of extends Columns>(columns: Of) =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, parameter(column, name)]),
  ) as Given<keyof Of>

function parameter(column: AnyColumn, name: string): SQL {
  // Drizzle's own encoders are not asked about null for a value that stands in the query, but are for one to come.
  const encoder = {
    mapToDriverValue: (value: unknown) => (value === null ? null : column.mapToDriverValue(value)),
  }
  return sql`${new Param(placeholder(name), encoder)}`
}
