import { AsyncLocalStorage } from 'node:async_hooks'
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { DrizzleQueryError } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { type Database, DatabaseBusyError, DatabaseFullError, type Reader, type Writer } from './database'
import { sqliteKit } from './kit'
import { migrateSqlite } from './migrate'
import { keepStatements } from './statements'
import { defineTables } from './tables'

const giveUpAfterMs = 5_000

function connect(file: string, options: Sqlite.Options = {}): Sqlite.Database {
  const connection = new Sqlite(file, options)
  connection.pragma('foreign_keys = ON')
  connection.pragma('trusted_schema = OFF')
  connection.pragma('temp_store = MEMORY')
  keepStatements(connection)
  return connection
}

const isBusy = (error: unknown) =>
  error instanceof Sqlite.SqliteError &&
  (error.code === 'SQLITE_BUSY' || error.code.startsWith('SQLITE_BUSY_'))

/** Some file systems and quotas say that they are full by failing to write. */
const isFull = (error: unknown) =>
  error instanceof Sqlite.SqliteError &&
  (error.code === 'SQLITE_FULL' || error.code.startsWith('SQLITE_IOERR'))

/** Drizzle's own message holds the parameters, which are nobody's business in a log. */
function plain(error: unknown): unknown {
  const cause = error instanceof DrizzleQueryError ? error.cause : error
  return isFull(cause) ? new DatabaseFullError('The disk does not take what is written.', { cause }) : cause
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
  // Waiting inside SQLite stops the whole event loop: `begin` waits outside instead.
  writing.pragma('busy_timeout = 0')
  const reading = connect(file, { readonly: true })
  reading.pragma('busy_timeout = 1000')

  const inside = new AsyncLocalStorage<true>()
  const writer = drizzle(writing) as unknown as Writer
  const reader = drizzle(reading) as unknown as Reader
  const [beginning, commit] = [writing.prepare('BEGIN IMMEDIATE'), writing.prepare('COMMIT')]
  let lastInLine: Promise<unknown> = Promise.resolve()

  async function begin(until: number): Promise<void> {
    for (;;) {
      try {
        beginning.run()
        return
      } catch (error) {
        if (!isBusy(error)) throw error
        if (Date.now() > until)
          throw new DatabaseBusyError('Another process holds the database.', { cause: error })
        await wait(2 + Math.random() * 18)
      }
    }
  }

  async function transact<T>(work: (tx: Writer) => Promise<T>, until: number): Promise<T> {
    try {
      await begin(until)
      const result = await inside.run(true, () => work(writer))
      commit.run()
      return result
    } catch (error) {
      if (writing.inTransaction) writing.exec('ROLLBACK')
      throw plain(error)
    }
  }

  return {
    tables: defineTables(sqliteKit),
    get read() {
      if (inside.getStore())
        throw new Error('A read inside a write would miss its rows: use the transaction.')
      return reader
    },
    write(work) {
      if (inside.getStore()) throw new Error('A write inside a write would wait for itself.')
      // From now, not from its turn: a line of writers gives up together, not five seconds apiece.
      const until = Date.now() + giveUpAfterMs
      const turn = lastInLine.then(() => transact(work, until))
      lastInLine = turn.catch(() => {})
      return turn
    },
    // Writers already take turns.
    async lock() {},
    async close() {
      await lastInLine
      reading.close()
      writing.close()
    },
  }
}
