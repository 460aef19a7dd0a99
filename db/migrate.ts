import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import { copySqlite } from './backup'
import { FileError } from './files/trouble'
import { ensureFolder } from './files/write'

const migrationsFolder = join(process.cwd(), 'db', 'migrations', 'sqlite')

/**
 * Brings the schema of `file` up to date in one transaction, after a backup to `backups/` beside it when it holds
 * anything. Foreign keys are off meanwhile (a rebuilt table would otherwise cascade its rows away) and are checked
 * before the commit.
 */
export async function migrateSqlite(file: string): Promise<void> {
  const connection = new Sqlite(file, { timeout: 30_000 })
  try {
    connection.pragma('foreign_keys = OFF')
    const migrations = readMigrationFiles({ migrationsFolder })
    demandOurs(connection, file)
    const before = pending(connection, migrations, file)
    if (before.length === 0) return
    if (before.length < migrations.length) backUp(file)
    connection.exec('BEGIN IMMEDIATE')
    try {
      // Asked again: another process may have been faster.
      apply(connection, pending(connection, migrations, file))
      connection.exec('COMMIT')
    } catch (error) {
      // On a full disk SQLite has done that itself.
      if (connection.inTransaction) connection.exec('ROLLBACK')
      throw error
    }
  } finally {
    connection.close()
  }
}

/** How many migrations a database still waits for. Changes nothing. */
export function migrationsMissing(file: string): number {
  const connection = new Sqlite(file, { readonly: true })
  try {
    return missingOn(connection)()
  } finally {
    connection.close()
  }
}

/** The same of one that is open, each time it is asked. */
export function missingOn(connection: Sqlite.Database): () => number {
  const own = readMigrationFiles({ migrationsFolder }).length
  const known = connection.prepare('SELECT count(*) FROM migrations').pluck()
  return () => own - (known.get() as number)
}

/** A database of another program is not to be filled with our tables. */
function demandOurs(connection: Sqlite.Database, file: string): void {
  const names = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all()
  if (names.length > 0 && !names.includes('migrations'))
    throw new FileError(`${file} is not a database of Countersign. Set DATA_DIR to another folder.`)
}

function pending(connection: Sqlite.Database, migrations: MigrationMeta[], file: string): MigrationMeta[] {
  connection.exec(
    'CREATE TABLE IF NOT EXISTS migrations (hash TEXT PRIMARY KEY, applied_at INTEGER NOT NULL)',
  )
  const known = connection
    .prepare('SELECT hash FROM migrations ORDER BY applied_at, rowid')
    .pluck()
    .all() as string[]
  const unknown = known.find((hash) => !migrations.some((migration) => migration.hash === hash))
  if (unknown)
    throw new FileError(
      `The database in ${file} was written by a newer Countersign. Start that version, or restore a backup.`,
    )
  return migrations.filter((migration) => !known.includes(migration.hash))
}

function apply(connection: Sqlite.Database, migrations: MigrationMeta[]): void {
  const note = connection.prepare('INSERT INTO migrations (hash, applied_at) VALUES (?, ?)')
  for (const migration of migrations) {
    for (const statement of migration.sql) connection.exec(statement)
    note.run(migration.hash, Date.now())
  }
  const orphans = connection.pragma('foreign_key_check') as unknown[]
  if (orphans.length > 0)
    throw new Error(`A migration would leave ${orphans.length} rows without their parent.`)
}

function backUp(file: string): void {
  const folder = join(dirname(file), 'backups')
  ensureFolder(folder)
  const at = new Date().toISOString().replaceAll(':', '-')
  // Two that start in the same millisecond must not write into one file.
  copySqlite(file, join(folder, `${basename(file)}-${at}-${randomBytes(4).toString('hex')}`))
}
