import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
  if (!existsSync(file)) {
    // `wx`: of two servers that start at once, one makes the key and the other reads it.
    try {
      writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== 32)
    throw new SettingsError(`The key in ${file} is damaged: put the file back from your backup.`)
  return key
}
