import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'

const bytea = pg.customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** PostgreSQL takes no NUL in a text, not even to compare with. */
export const withoutNul = (text: string): string => text.replaceAll('\0', '\uFFFD')

/** Ordered and compared by its bytes, as SQLite does, whatever the database's own locale: paging and prefixes need it. */
const text = pg.customType<{ data: string }>({
  dataType: () => 'text COLLATE "C"',
  toDriver: withoutNul,
})

/** The column vocabulary on PostgreSQL. Its types are the ones all tables and queries are written against. */
export const postgresKit = {
  table: pg.pgTable,
  text: (name: string) => text(name),
  // As large as SQLite's and JavaScript's.
  int: (name: string) => pg.bigint(name, { mode: 'number' }),
  flag: (name: string) => pg.boolean(name),
  time: (name: string) => pg.timestamp(name, { withTimezone: true, mode: 'date' }),
  bytes: (name: string) => bytea(name),
  index: pg.index,
  unique: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
}

export type Kit = typeof postgresKit

/** Damage may leave another kind of value in a row: bytes that nothing opens, as any other damage, and no error of the whole query. */
const blob = sqlite.customType<{ data: Buffer; driverData: unknown }>({
  dataType: () => 'blob',
  fromDriver: (value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value))),
})

const sqliteColumns = {
  table: sqlite.sqliteTable,
  text: (name: string) => sqlite.text(name),
  int: (name: string) => sqlite.integer(name),
  flag: (name: string) => sqlite.integer(name, { mode: 'boolean' }),
  time: (name: string) => sqlite.integer(name, { mode: 'timestamp_ms' }),
  bytes: (name: string) => blob(name),
  index: sqlite.index,
  unique: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
}

/** The same vocabulary on SQLite, typed as PostgreSQL: the single cast that lets one set of queries serve both. */
export const sqliteKit = sqliteColumns as unknown as Kit
