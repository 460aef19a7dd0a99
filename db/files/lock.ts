import Sqlite from 'better-sqlite3'
import { FileError, fileError } from './trouble'
import { ensureFile } from './write'

/** What a process has taken to itself. It ends with `release`, or with the process, however that ends. */
export type Lock = { release(): void }

/** Others finish what takes a moment, such as asking for the same lock in vain. */
const patienceMs = 1000

/**
 * Takes a lock that all processes on this machine see: `alone`, or `together` with others that take it so. Null where
 * another process (or another part of this one) is in the way for longer than a second. Throws `FileError`.
 *
 * The system keeps it, as a lock of SQLite's on an empty database in `file` (0014): it ends when the process does, at
 * that moment and not before, so that none is left by one that was killed or taken from one that was only stopped.
 */
export function takeLock(file: string, kind: 'alone' | 'together'): Lock | null {
  ensureFile(file)
  let connection: Sqlite.Database | undefined
  try {
    connection = new Sqlite(file, { timeout: patienceMs })
    // Nothing is ever written, so there is nothing to keep beside it.
    connection.pragma('journal_mode = MEMORY')
    connection.exec(kind === 'alone' ? 'BEGIN EXCLUSIVE' : 'BEGIN')
    connection.prepare('SELECT count(*) FROM sqlite_master').get()
    const holding = connection
    return { release: () => void holding.close() }
  } catch (error) {
    connection?.close()
    const { code = '', message } = error as { code?: string; message: string }
    if (code.startsWith('SQLITE_BUSY')) return null
    if (code === 'SQLITE_CANTOPEN' || code === 'SQLITE_READONLY') throw fileError(file, { code: 'EACCES' })
    if (code === 'SQLITE_NOTADB')
      throw new FileError(`${file} must be empty. Stop Countersign, remove this file, then try again.`)
    throw new FileError(`${file} can't be locked: ${message}. Is it on a network drive? Use a local disk.`, {
      cause: error,
    })
  }
}
