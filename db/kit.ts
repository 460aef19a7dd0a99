import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'

const bytea = pg.customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** The column vocabulary on PostgreSQL. Its types are the ones all tables and queries are written against. */
export const postgresKit = {
  table: pg.pgTable,
  text: (name: string) => pg.text(name),
  int: (name: string) => pg.integer(name),
  flag: (name: string) => pg.boolean(name),
  time: (name: string) => pg.timestamp(name, { withTimezone: true, mode: 'date' }),
  bytes: (name: string) => bytea(name),
  index: pg.index,
  unique: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
}

export type Kit = typeof postgresKit

const sqliteColumns = {
  table: sqlite.sqliteTable,
  text: (name: string) => sqlite.text(name),
  int: (name: string) => sqlite.integer(name),
  flag: (name: string) => sqlite.integer(name, { mode: 'boolean' }),
  time: (name: string) => sqlite.integer(name, { mode: 'timestamp_ms' }),
  bytes: (name: string) => sqlite.blob(name, { mode: 'buffer' }),
  index: sqlite.index,
  unique: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
}

/** The same vocabulary on SQLite, typed as PostgreSQL: the single cast that lets one set of queries serve both. */
export const sqliteKit = sqliteColumns as unknown as Kit
