import { rmSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { databaseError, FileError, fileError, hasNoLog } from './files/trouble'
import { draftOf, ensureFile, isThere, placeFile, targetOf } from './files/write'

/**
 * Copies the database to a new file for its owner only, as it is at one moment, while others work on it. The file is
 * there once it is whole and on the disk. Throws `FileError`.
 */
export function copySqlite(file: string, target: string): void {
  const place = targetOf(target)
  const draft = draftOf(place)
  try {
    // SQLite takes an empty file; one of its own making others could read for a moment.
    ensureFile(draft)
    copyInto(file, draft)
    const problem = problemOf(draft, file)
    if (problem) throw new FileError(problem)
    placeFile(draft, place)
  } finally {
    rmSync(draft, { force: true })
  }
}

function copyInto(file: string, draft: string): void {
  if (!isThere(file)) throw new FileError(`There is no file ${file}.`)
  if (statSync(file).isDirectory()) throw fileError(file, { code: 'EISDIR' })
  let connection: Sqlite.Database | undefined
  try {
    connection = new Sqlite(file, { readonly: true, timeout: 30_000 })
    connection.prepare('VACUUM INTO ?').run(draft)
  } catch (error) {
    const { code = '' } = error as { code?: string }
    throw databaseError(/FULL|IOERR/.test(code) && !hasNoLog(code) ? draft : file, error)
  } finally {
    connection?.close()
  }
}

/** What is wrong with a database file, in a sentence that calls it `named`; null where it is whole. */
export function problemOf(file: string, named = file): string | null {
  let connection: Sqlite.Database | undefined
  try {
    if (!isThere(file)) return `There is no file ${named}.`
    connection = new Sqlite(file, { readonly: true })
    const found = connection.pragma('integrity_check', { simple: true })
    if (found !== 'ok') return `The database in ${named} is damaged: ${found}. Restore a backup.`
    if (!isOurs(connection)) return `${named} is not a database of Countersign.`
    const orphans = connection.pragma('foreign_key_check') as unknown[]
    return orphans.length === 0
      ? null
      : `${orphans.length} rows in ${named} are without their parent. Restore a backup.`
  } catch (error) {
    return databaseError(named, error).message
  } finally {
    connection?.close()
  }
}

function isOurs(connection: Sqlite.Database): boolean {
  return connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").get() !== undefined
}

/** Whether a program that takes no lock of ours has the database open: it then cannot leave the write-ahead log. */
export function isOpenElsewhere(file: string): boolean {
  if (!isThere(file)) return false
  let connection: Sqlite.Database | undefined
  try {
    connection = new Sqlite(file, { timeout: 0 })
    return connection.pragma('journal_mode = DELETE', { simple: true }) !== 'delete'
  } catch (error) {
    const { code = '' } = error as { code?: string }
    return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')
  } finally {
    connection?.close()
  }
}

/**
 * Writes one of the facts of a server into its database, of whatever version, beside whoever works on it. False where it can't
 * be written.
 */
export function noteFact(file: string, name: string, value: string): boolean {
  let connection: Sqlite.Database | undefined
  try {
    connection = new Sqlite(file, { fileMustExist: true, timeout: 5000 })
    connection
      .prepare(
        'insert into server_facts (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
      )
      .run(name, value)
    return true
  } catch {
    return false
  } finally {
    connection?.close()
  }
}
