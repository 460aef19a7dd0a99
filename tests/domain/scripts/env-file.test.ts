import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let checkout: string
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'countersign-env-'))
  mkdirSync(join(checkout, 'scripts'))
  for (const name of ['env-file.mjs', 'commands.mjs'])
    cpSync(join('scripts', name), join(checkout, 'scripts', name))
})
afterEach(() => rmSync(checkout, { recursive: true, force: true }))

/** What a script sees of a variable, with this file as `.env`. */
function seen(name: string, bytes: Buffer, env: Record<string, string> = {}): string {
  writeFileSync(join(checkout, '.env'), bytes)
  const program = `await import('./scripts/env-file.mjs'); console.log(process.env.${name}); process.exit()`
  const options = { cwd: checkout, env: { PATH: process.env.PATH, NODE_ENV: 'test', ...env } as const }
  return execFileSync(process.execPath, ['--input-type=module', '-e', program], options).toString().trim()
}

const text = 'APP_NAME=Fjordline\r\nPORT=4100\r\n'

test.each([
  ['as it is', Buffer.from(text)],
  ['in UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
  ['in UTF-16 with a byte order mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
])('the first variable of a .env %s is read, and so is the next', (_what, bytes) => {
  expect(seen('APP_NAME', bytes)).toBe('Fjordline')
  expect(seen('PORT', bytes)).toBe('4100')
})

test('the environment counts more than .env', () => {
  expect(seen('PORT', Buffer.from(text), { PORT: '4200' })).toBe('4200')
})
