import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadKeys } from '@/lib/keys/key-file'
import { readSettings, SettingsError } from '@/lib/settings'

let folder: string
const settings = (more = {}) => readSettings({ DATA_DIR: folder, ...more })
const keyFile = () => join(folder, 'secrets', 'encryption.key')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-key-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the first start makes a key for the owner only, and the next one finds it', () => {
  const [key] = loadKeys(settings())
  expect(key).toHaveLength(32)
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700)
  expect(loadKeys(settings())).toEqual([key])
})

test('two servers have two keys', () => {
  const [key] = loadKeys(settings())
  rmSync(keyFile())
  expect(loadKeys(settings())).not.toEqual([key])
})

test('ENCRYPTION_KEY comes before the file, and no file is made', () => {
  const key = randomBytes(32)
  expect(loadKeys(settings({ ENCRYPTION_KEY: key.toString('base64') }))).toEqual([key])
  expect(existsSync(keyFile())).toBe(false)
})

test('SECRETS_DIR moves it', () => {
  const elsewhere = join(folder, 'elsewhere')
  const [key] = loadKeys(settings({ SECRETS_DIR: elsewhere }))
  expect(Buffer.from(readFileSync(join(elsewhere, 'encryption.key'), 'utf8'), 'base64')).toEqual(key)
})

test('a damaged key file stops the start and is not overwritten', () => {
  loadKeys(settings())
  writeFileSync(keyFile(), 'damaged')
  expect(() => loadKeys(settings())).toThrow(SettingsError)
  expect(() => loadKeys(settings())).toThrow('put the file back from your backup')
  expect(readFileSync(keyFile(), 'utf8')).toBe('damaged')
})
