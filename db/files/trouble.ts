import { accessSync, constants, lstatSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** A file or folder cannot be used as it should be. The message is one sentence or two: which one, why, what to do. */
export class FileError extends Error {
  override name = 'FileError'
}

const reasons: Record<string, (file: string) => string> = {
  EACCES: (file) =>
    `${file} can't be opened by this user${who()}. Change its owner, or run this as its owner.`,
  EPERM: (file) =>
    `${file} can't be changed by this user${who()}. Change its owner, or run this as its owner.`,
  EROFS: (file) => `${file} is on a file system that can't be written. Choose another place.`,
  ENOSPC: (file) => `The disk of ${file} is full. Free some space, then try again.`,
  EDQUOT: (file) => `The disk quota of ${file} is used up. Free some space, then try again.`,
  ENOTDIR: (file) => `A folder is needed on the way to ${file}, and a file is there. Choose another place.`,
  EISDIR: (file) => `${file} is a folder, and must be a file. Remove it or choose another place.`,
  ENOENT: (file) => `${file} doesn't exist and can't be made there. Choose another place.`,
  ENAMETOOLONG: (file) => `The name ${file} is too long. Choose a shorter one.`,
  ELOOP: (file) => `${file} is a link that leads back to itself. Choose another place.`,
}

/** The user that this process runs as, where the system has such a number. */
function who(): string {
  const uid = process.geteuid?.()
  return uid === undefined ? '' : ` (uid ${uid})`
}

/** What the system said about a file, in words. */
export function fileError(file: string, cause: unknown): FileError {
  if (cause instanceof FileError) return cause
  const { code = '', message } = cause as NodeJS.ErrnoException
  // Node has a name of its own where it is asked to remove a folder as a file.
  const words = reasons[code.replace('ERR_FS_', '')]?.(file) ?? `${file} can't be used: ${message}.`
  return new FileError(words, { cause })
}

/** Does something with a file; what the system refuses is thrown as `FileError`. */
export function withFile<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw fileError(file, error)
  }
}

/** What SQLite said about a database file, in words. */
export function databaseError(file: string, cause: unknown): FileError {
  if (cause instanceof FileError) return cause
  const { code = '', message } = cause as { code?: string; message: string }
  // SQLite names none of those that it keeps beside the database.
  const files = ['', '-wal', '-shm', '-journal'].map((end) => file + end)
  const folder = files.find(isFolder)
  if (folder) return fileError(folder, { code: 'EISDIR' })
  if (isRefused(code)) {
    const link = files.slice(1).find(isLink)
    if (link) return new FileError(`${link} is a link, and must be a file. Remove it.`, { cause })
    const [where, why] = [...files, dirname(file)].map(refusalOf).find(Boolean) ?? [file, 'EACCES']
    return fileError(where, { code: why })
  }
  return new FileError(databaseWords(file, code) ?? `The database in ${file} can't be opened: ${message}.`, {
    cause,
  })
}

const isFolder = (file: string) => isSo(() => statSync(file).isDirectory())
const isLink = (file: string) => isSo(() => lstatSync(file).isSymbolicLink())

/** What can't be looked at is not so. */
function isSo(look: () => boolean): boolean {
  try {
    return look()
  } catch {
    return false
  }
}

const isRefused = (code: string) => /^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(code)

/** A file that this user may not read and write, and the code that says why; null where they may, and where none is there. */
function refusalOf(file: string): [string, string] | null {
  try {
    accessSync(file, constants.R_OK | constants.W_OK)
    return null
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    return ['EACCES', 'EROFS', 'EPERM'].includes(code) ? [file, code] : null
  }
}

/** Whether SQLite could not share the memory of its write-ahead log with other processes, or lock it. */
export const hasNoLog = (code: string) => /^SQLITE_IOERR_(SHM(MAP|OPEN|LOCK)|(RD|UN)?LOCK)/.test(code)

/** What is said where a file system has no write-ahead log. */
export const noLog = (file: string) =>
  `The file system of ${file} doesn't allow a write-ahead log, as network drives don't. Set DATA_DIR to a folder on a local disk.`

function databaseWords(file: string, code: string): string | null {
  if (code === 'SQLITE_NOTADB')
    return `${file} is not a database. Put the right file back, or restore a backup.`
  if (code.startsWith('SQLITE_CORRUPT')) return `The database in ${file} is damaged. Restore a backup.`
  if (code.startsWith('SQLITE_BUSY'))
    return `Another program holds the database in ${file}. Stop it, then try again.`
  if (hasNoLog(code)) return noLog(file)
  if (code.startsWith('SQLITE_FULL') || code.startsWith('SQLITE_IOERR'))
    return `The disk of ${file} is full, or doesn't take what is written to it. Free some space, then try again.`
  return null
}
