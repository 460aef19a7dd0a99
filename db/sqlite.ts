import { AsyncLocalStorage } from 'node:async_hooks'
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Database, Reader, Writer } from './database'
import { GroupCommit } from './group-commit'
import { sqliteKit } from './kit'
import { migrateSqlite } from './migrate'
import { keepStatements } from './statements'
import { defineTables } from './tables'

function connect(file: string, options: Sqlite.Options = {}): Sqlite.Database {
  const connection = new Sqlite(file, options)
  connection.pragma('foreign_keys = ON')
  connection.pragma('trusted_schema = OFF')
  connection.pragma('temp_store = MEMORY')
  keepStatements(connection)
  return connection
}

/**
 * Opens the database in `file`, creating it with mode 0600 and migrating it where needed (after a backup beside it).
 * Throws when the file is not a database or a migration fails; the file is then as it was.
 */
export async function openSqlite(file: string): Promise<Database> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // SQLite would create it with 0644; its -wal and -shm files take this mode over.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  await migrateSqlite(file)

  const writing = connect(file)
  writing.pragma('journal_mode = WAL')
  // A used code must stay used after a power cut.
  writing.pragma('synchronous = FULL')
  // Waiting inside SQLite stops the whole event loop: `GroupCommit` waits outside instead.
  writing.pragma('busy_timeout = 0')
  const reading = connect(file, { readonly: true })
  reading.pragma('busy_timeout = 1000')

  const inside = new AsyncLocalStorage<true>()
  const writer = drizzle(writing) as unknown as Writer
  const reader = drizzle(reading) as unknown as Reader
  const transactions = new GroupCommit(writing)

  return {
    tables: defineTables(sqliteKit),
    get read() {
      if (inside.getStore())
        throw new Error('A read inside a write would miss its rows: use the transaction.')
      return reader
    },
    write(work) {
      if (inside.getStore()) throw new Error('A write inside a write would wait for itself.')
      return transactions.add(() => inside.run(true, () => work(writer)))
    },
    // Writers already take turns.
    async lock() {},
    async close() {
      await transactions.idle()
      reading.close()
      writing.close()
    },
  }
}
