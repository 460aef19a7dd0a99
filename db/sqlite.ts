import { AsyncLocalStorage } from 'node:async_hooks'
import { chmodSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { type Database, DatabaseGoneError, type Reader, type Writer } from './database'
import { type Lock, takeLock } from './files/lock'
import { databaseError, FileError, noLog, withFile } from './files/trouble'
import { ensureFile, ensureFolder } from './files/write'
import { GroupCommit, giveUpAfterMs, isBusy } from './group-commit'
import { sqliteKit } from './kit'
import { migrateSqlite, missingOn } from './migrate'
import { keepStatements } from './statements'
import { defineTables } from './tables'

/** A connection as all of ours are. */
export function connect(file: string, options: Sqlite.Options = {}): Sqlite.Database {
  const connection = new Sqlite(file, options)
  connection.pragma('foreign_keys = ON')
  connection.pragma('trusted_schema = OFF')
  connection.pragma('temp_store = MEMORY')
  keepStatements(connection)
  return connection
}

/**
 * What every process holds that has the database in `file` open, together with the others; alone, it keeps them all out.
 * Null where someone else is in the way.
 */
export const holdSqlite = (file: string, kind: 'alone' | 'together'): Lock | null => {
  ensureFolder(dirname(file))
  return takeLock(`${file}.lock`, kind)
}

/** The same, together with others. Throws `FileError` while a restore or a move keeps everyone out. */
export function joinSqlite(file: string): Lock {
  const lock = holdSqlite(file, 'together')
  if (lock) return lock
  throw new FileError(
    `A backup is being restored to ${file}, or everything in it moved. Wait until that has finished, then try again.`,
  )
}

/**
 * Opens the database in `file`, creating it for its owner only and migrating it where needed (after a backup beside it).
 * While it is open no one can restore another one in its place; whoever does just that holds it alone, and says so with
 * `held`. Throws `FileError` when the file cannot be used, is not a database of ours or is a newer one, and what a
 * migration throws; the file is then as it was.
 */
export async function openSqlite(file: string, { held = false } = {}): Promise<Database> {
  const lock = held ? null : joinSqlite(file)
  try {
    return await openFile(file, lock)
  } catch (error) {
    lock?.release()
    throw (error as { code?: string }).code?.startsWith('SQLITE_') ? databaseError(file, error) : error
  }
}

async function openFile(file: string, lock: Lock | null): Promise<Database> {
  ensureFolder(dirname(file))
  // SQLite would create it with 0644; its -wal and -shm files take this mode over, and the owner.
  ensureFile(file)
  withFile(file, () => (statSync(file).mode & 0o777) === 0o600 || chmodSync(file, 0o600))
  await migrateSqlite(file)

  const writing = connect(file)
  // Waiting inside SQLite stops the whole event loop: `requireWal` and `GroupCommit` wait outside instead.
  writing.pragma('busy_timeout = 0')
  await requireWal(writing, file)
  requireWritable(writing)
  // A used code must stay used after a power cut.
  writing.pragma('synchronous = FULL')
  const reading = connect(file, { readonly: true })
  reading.pragma('busy_timeout = 1000')
  const check = sameFile(file)
  const missing = missingOn(reading)

  const tables = defineTables(sqliteKit)
  const inside = new AsyncLocalStorage<true>()
  const writer = drizzle(writing) as unknown as Writer
  const reader = drizzle(reading) as unknown as Reader
  const transactions = new GroupCommit(writing, check)

  return {
    tables,
    get read() {
      if (inside.getStore())
        throw new Error('A read inside a write would miss its rows: use the transaction.')
      return reader
    },
    write(work) {
      if (inside.getStore()) throw new Error('A write inside a write would wait for itself.')
      return transactions.add(() => inside.run(true, () => work(writer)))
    },
    async moment(work) {
      if (inside.getStore())
        throw new Error('A read inside a write would miss its rows: use the transaction.')
      const frozen = connect(file, { readonly: true })
      try {
        frozen.pragma('busy_timeout = 1000')
        frozen.exec('BEGIN')
        // The first read fixes the moment.
        frozen.prepare('SELECT count(*) FROM sqlite_master').get()
        return await work(drizzle(frozen) as unknown as Reader)
      } finally {
        frozen.close()
      }
    },
    // Writers already take turns.
    async lock() {},
    async check() {
      check()
      await reader.select({ name: tables.serverFacts.name }).from(tables.serverFacts).limit(1)
    },
    async migrationsMissing() {
      check()
      return missing()
    },
    async close() {
      await transactions.idle()
      reading.close()
      writing.close()
      lock?.release()
    },
  }
}

/**
 * Has the write-ahead log used: without it, reading and writing would stop each other. A backup has none yet, and of
 * processes that open a restored one together SQLite turns away all but one: they try again, for five seconds. Throws
 * `FileError` where the log is refused.
 */
export async function requireWal(connection: Sqlite.Database, file: string): Promise<void> {
  const until = Date.now() + giveUpAfterMs
  for (;;) {
    try {
      return startWal(connection, file)
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error
      await wait(2 + Math.random() * 18)
    }
  }
}

function startWal(connection: Sqlite.Database, file: string): void {
  const mode = connection.pragma('journal_mode = WAL', { simple: true })
  if (mode !== 'wal') throw new FileError(noLog(file))
  // Whoever never read through the log does not put it away when it closes.
  connection.prepare('SELECT count(*) FROM sqlite_master').get()
}

/** SQLite opens a log that it may only read, and would refuse each write later. One that is being written can be written. */
function requireWritable(connection: Sqlite.Database): void {
  try {
    connection.exec('BEGIN IMMEDIATE; ROLLBACK')
  } catch (error) {
    if (!isBusy(error)) throw error
  }
}

/** Throws once the file is not the one any more that is there now: what is written then would be lost with the old one. */
function sameFile(file: string): () => void {
  const opened = statSync(file)
  return () => {
    const now = statSync(file, { throwIfNoEntry: false })
    if (now?.ino !== opened.ino || now.dev !== opened.dev)
      throw new DatabaseGoneError(`${file} was moved, removed or replaced. Start Countersign again.`)
  }
}
