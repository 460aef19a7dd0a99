import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadKey } from '@/lib/crypto/key-file'
import { readSettings, SettingsError } from '@/lib/settings'

let folder: string
const settings = (more = {}) => readSettings({ DATA_DIR: folder, ...more })
const keyFile = () => join(folder, 'secrets', 'encryption.key')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-key-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the first start makes a key for the owner only, and the next one finds it', () => {
  const key = loadKey(settings())
  expect(key).toHaveLength(32)
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700)
  expect(loadKey(settings())).toEqual(key)
})

test('two servers have two keys', () => {
  const key = loadKey(settings())
  rmSync(keyFile())
  expect(loadKey(settings())).not.toEqual(key)
})

test('ENCRYPTION_KEY comes before the file, and no file is made', () => {
  const key = randomBytes(32)
  expect(loadKey(settings({ ENCRYPTION_KEY: key.toString('base64') }))).toEqual(key)
  expect(existsSync(keyFile())).toBe(false)
})

test('SECRETS_DIR moves it', () => {
  const elsewhere = join(folder, 'elsewhere')
  const key = loadKey(settings({ SECRETS_DIR: elsewhere }))
  expect(Buffer.from(readFileSync(join(elsewhere, 'encryption.key'), 'utf8'), 'base64')).toEqual(key)
})

test('a damaged key file stops the start and is not overwritten', () => {
  loadKey(settings())
  writeFileSync(keyFile(), 'damaged')
  expect(() => loadKey(settings())).toThrow(SettingsError)
  expect(() => loadKey(settings())).toThrow('put the file back from your backup')
  expect(readFileSync(keyFile(), 'utf8')).toBe('damaged')
})
