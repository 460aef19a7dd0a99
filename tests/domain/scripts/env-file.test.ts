import { execFileSync, spawnSync } from 'node:child_process'
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
  return execFileSync(process.execPath, programOf(name), inCheckout(env)).toString().trim()
}

/** What a script that does not go on says. */
function refusal(): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, programOf('PORT'), inCheckout())
  expect({ status, printed: stdout.toString() }).toEqual({ status: 1, printed: '' })
  return stderr.toString()
}

const programOf = (name: string) => [
  '--input-type=module',
  '-e',
  `await import('./scripts/env-file.mjs'); console.log(process.env.${name}); process.exit()`,
]

const inCheckout = (env: Record<string, string> = {}) =>
  ({ cwd: checkout, env: { PATH: process.env.PATH, NODE_ENV: 'test', ...env } }) as const

const text = 'APP_NAME=Fjordline\r\nPORT=4100\r\n'

test.each([
  ['as it is', Buffer.from(text)],
  ['in UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
  ['in UTF-16 with a byte order mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['in big-endian UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ['with the line ends of an old Mac', Buffer.from(text.replaceAll('\n', ''))],
])('the first variable of a .env %s is read, and so is the next', (_what, bytes) => {
  expect(seen('APP_NAME', bytes)).toBe('Fjordline')
  expect(seen('PORT', bytes)).toBe('4100')
})

test('the environment counts more than .env', () => {
  expect(seen('PORT', Buffer.from(text), { PORT: '4200' })).toBe('4200')
})

test.each([
  ['in Latin-1', Buffer.from('APP_NAME=Jörg\nPORT=4100\n', 'latin1')],
  ['in UTF-16 without a byte order mark', Buffer.from(text, 'utf16le')],
  ['in UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x50, 0, 0, 0])],
])('a .env %s is refused in a sentence that says what to do', (_what, bytes) => {
  writeFileSync(join(checkout, '.env'), bytes)
  expect(refusal()).toBe(
    `${join(checkout, '.env')} is not text in UTF-8. Save it as UTF-8, then try again.\n`,
  )
})

test('a folder in the place of .env is called one', () => {
  mkdirSync(join(checkout, '.env'))
  expect(refusal()).toBe(
    `${join(checkout, '.env')} is a folder, and must be a file. Remove it, or put the settings into the environment.\n`,
  )
})
