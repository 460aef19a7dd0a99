import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../settings'
import { SettingsError } from '../settings'

export const keyFileOf = ({ secretsFolder }: Settings) => join(secretsFolder, 'encryption.key')

/**
 * The ring of encryption keys, the newest first: `ENCRYPTION_KEY`, else the lines of `encryption.key` in the secrets
 * folder, made there (mode 0600) on the first start. 32 bytes each. Older ones stay, for backups of their time.
 */
export function loadKeys(settings: Settings): Buffer[] {
  if (settings.encryptionKey) return [settings.encryptionKey]
  const file = keyFileOf(settings)
  mkdirSync(settings.secretsFolder, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) makeKeyFile(file)
  const lines = readFileSync(file, 'utf8').trim().split(/\s+/)
  const keys = lines.map((line) => Buffer.from(line, 'base64'))
  if (keys.some((key) => key.length !== 32))
    throw new SettingsError(`The key in ${file} is damaged: put the file back from your backup.`)
  return keys
}

/** Puts a new key in front of the ring. It is on the disk when this returns: what it seals must not outlive it. */
export function addKey(settings: Settings): void {
  const file = keyFileOf(settings)
  const draft = writeDraft(file, [randomBytes(32), ...loadKeys(settings)])
  renameSync(draft, file)
  syncFolder(settings.secretsFolder)
}

/** Written whole under another name first: of two servers that start at once, neither reads half a key. */
function makeKeyFile(file: string): void {
  const draft = writeDraft(file, [randomBytes(32)])
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}

function writeDraft(file: string, keys: Buffer[]): string {
  const draft = `${file}.${process.pid}`
  const handle = openSync(draft, 'w', 0o600)
  writeSync(handle, keys.map((key) => `${key.toString('base64')}\n`).join(''))
  fsyncSync(handle)
  closeSync(handle)
  return draft
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
