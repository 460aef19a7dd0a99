import { chmodSync, existsSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'

/** The file is no database of ours, or is damaged. The message says which. */
export class BackupError extends Error {
  override name = 'BackupError'
}

/**
 * Copies the database to a new file of mode 0600, as it is at one moment, while others work on it. Throws `BackupError`
 * where the copy is not whole; it is then deleted.
 */
export function copySqlite(file: string, target: string): void {
  const connection = new Sqlite(file, { readonly: true, timeout: 30_000 })
  try {
    connection.prepare('VACUUM INTO ?').run(target)
    chmodSync(target, 0o600)
  } finally {
    connection.close()
  }
  try {
    checkSqlite(target)
  } catch (error) {
    rmSync(target, { force: true })
    throw error
  }
}

/** Throws `BackupError` unless the file is a whole database whose rows all have their parents. */
export function checkSqlite(file: string): void {
  const problem = problemOf(file)
  if (problem) throw new BackupError(problem)
}

/** What is wrong with a database file; null where it is whole. */
export function problemOf(file: string): string | null {
  if (!existsSync(file)) return `There is no file ${file}.`
  const connection = new Sqlite(file, { readonly: true })
  try {
    const found = connection.pragma('integrity_check', { simple: true })
    if (found !== 'ok') return `The database in ${file} is damaged: ${found}.`
    const orphans = connection.pragma('foreign_key_check') as unknown[]
    return orphans.length === 0 ? null : `${orphans.length} rows in ${file} are without their parent.`
  } catch {
    return `${file} is no database.`
  } finally {
    connection.close()
  }
}

/** Whether another process has the database open: it then cannot leave the write-ahead log. */
export function isOpenElsewhere(file: string): boolean {
  if (!existsSync(file)) return false
  const connection = new Sqlite(file, { timeout: 0 })
  try {
    return connection.pragma('journal_mode = DELETE', { simple: true }) !== 'delete'
  } catch {
    return true
  } finally {
    connection.close()
  }
}
