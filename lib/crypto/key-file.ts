import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../settings'
import { SettingsError } from '../settings'

/**
 * The encryption key: `ENCRYPTION_KEY`, else `encryption.key` in the secrets folder, made there (mode 0600) on the
 * first start. 32 bytes.
 */
export function loadKey(settings: Settings): Buffer {
  if (settings.encryptionKey) return settings.encryptionKey
  const file = join(settings.secretsFolder, 'encryption.key')
  mkdirSync(settings.secretsFolder, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) makeKey(file)
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== 32)
    throw new SettingsError(`The key in ${file} is damaged: put the file back from your backup.`)
  return key
}

/** Written whole under another name first: of two servers that start at once, neither reads half a key. */
function makeKey(file: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}
