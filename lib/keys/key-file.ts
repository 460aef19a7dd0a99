import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Lock, takeLock } from '@/db/files/lock'
import { withFile } from '@/db/files/trouble'
import { ensureFolder, makeLasting, removeDrafts, replaceFile } from '@/db/files/write'
import { type Settings, SettingsError } from '../settings'

export const keyFileOf = ({ secretsFolder }: Settings) => join(secretsFolder, 'encryption.key')

/**
 * The ring of encryption keys, the newest first: `ENCRYPTION_KEY`, else the lines of `encryption.key` in the secrets
 * folder. 32 bytes each. Older ones stay, for backups of their time. None where there is no such file. Throws
 * `SettingsError` where it is damaged, `FileError` where it cannot be read.
 */
export function readKeys(settings: Settings): Buffer[] {
  if (settings.encryptionKey) return [settings.encryptionKey]
  const file = keyFileOf(settings)
  const text = withFile(file, () => readIfThere(file))
  if (text === null) return []
  const keys = text
    .trim()
    .split(/\s+/)
    .map((line) => Buffer.from(line, 'base64'))
  if (keys.some((key) => key.length !== 32))
    throw new SettingsError(`The key in ${file} is damaged: put the file back from your backup.`)
  return keys
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** The same ring; on the first start its file is made (mode 0600). Of processes that start at once, one makes it. */
export function loadKeys(settings: Settings): Buffer[] {
  const known = readKeys(settings)
  if (known.length > 0) return known
  ensureFolder(settings.secretsFolder)
  const lock = lockKeys(settings)
  try {
    if (readKeys(settings).length === 0) writeKeys(settings, [randomBytes(32)])
    return readKeys(settings)
  } finally {
    lock.release()
  }
}

/** What changes the key file or the key that seals holds this. Throws `SettingsError` where another process does. */
export function lockKeys(settings: Settings): Lock {
  const lock = takeLock(`${keyFileOf(settings)}.lock`, 'alone')
  if (lock) return lock
  throw new SettingsError('Another process is changing the encryption key. Wait until it has finished.')
}

/**
 * Puts a new key in front of the ring; whoever calls holds `lockKeys`. It is on the disk when this returns: what it
 * seals must not outlive it.
 */
export function addKey(settings: Settings): void {
  writeKeys(settings, [randomBytes(32), ...readKeys(settings)])
}

/** Returns when the key file is on the disk, whoever wrote it. */
export function keepKeys(settings: Settings): void {
  makeLasting(keyFileOf(settings))
}

function writeKeys(settings: Settings, keys: Buffer[]): void {
  removeDrafts(keyFileOf(settings))
  replaceFile(keyFileOf(settings), keys.map((key) => `${key.toString('base64')}\n`).join(''))
}
