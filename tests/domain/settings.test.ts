import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { hours } from '@/lib/duration'
import { readSettings, SettingsError } from '@/lib/settings'
import { primarysShare, workersShare } from '@/server/share'

test('without any variable there are sensible settings', () => {
  expect(readSettings({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    workers: 1,
    appUrl: new URL('http://localhost:3000'),
    appName: 'Countersign',
    databaseFile: resolve('data/db/countersign.sqlite'),
    databaseServer: null,
    secretsFolder: resolve('data/secrets'),
    encryptionKey: null,
    trustedProxies: [],
    tracesUrl: null,
    hsts: 'host',
    metricsToken: null,
    smtpUrl: null,
    smtpAuth: null,
    smtpCa: null,
    mailFrom: 'countersign@localhost',
    mailFolder: resolve('data/mail'),
    mailAdmin: null,
    recovery: { approvals: 1, wait: hours(24) },
    logLevel: 'info',
  })
})

test('PORT moves the address, DATA_DIR the folders, SECRETS_DIR the secrets', () => {
  const settings = readSettings({ PORT: '4001', DATA_DIR: '/srv/cs', SECRETS_DIR: '/etc/cs' })
  expect(settings.appUrl.href).toBe('http://localhost:4001/')
  expect(settings.databaseFile).toBe('/srv/cs/db/countersign.sqlite')
  expect(settings.secretsFolder).toBe('/etc/cs')
  expect(readSettings({ DATA_DIR: '/srv/cs' }).secretsFolder).toBe('/srv/cs/secrets')
})

test('DATABASE_URL names a PostgreSQL database, also from a file', () => {
  const url = 'postgres://cs:secret@db.example.com:6432/cs?sslmode=verify-full'
  expect(readSettings({ DATABASE_URL: url }).databaseServer).toEqual({ url, connections: 10, pooled: false })
  const folder = mkdtempSync(join(tmpdir(), 'countersign-settings-'))
  const file = join(folder, 'url')
  writeFileSync(file, `${url}\n`)
  const more = { DATABASE_URL_FILE: file, DATABASE_POOL: '4', DATABASE_POOLER: 'transaction' }
  expect(readSettings(more).databaseServer).toEqual({ url, connections: 4, pooled: true })
  rmSync(folder, { recursive: true })
})

test('a PORT or HOST that no server can listen on is refused in words that say what it may be', () => {
  for (const PORT of ['0', '-1', '70000', '3000.5', 'abc', '0x50', ' '])
    expect(() => readSettings({ PORT })).toThrow('PORT must be a whole number from 1 to 65535.')
  expect(readSettings({ PORT: ' 4001 ' }).port).toBe(4001)
  // Without an address Node would listen on all of them.
  for (const HOST of [' ', '[]'])
    expect(() => readSettings({ HOST })).toThrow('HOST must be an address of this computer')
})

test('several workers share the connections of their server, and each can work', () => {
  const share = (WORKERS: string, DATABASE_POOL: string) => {
    const settings = readSettings({ WORKERS, DATABASE_POOL, DATABASE_URL: 'postgres://db.example.com/cs' })
    const [worker, primary] = [workersShare(settings), primarysShare(settings)]
    return [worker.databaseServer?.connections, primary.databaseServer?.connections]
  }
  expect([share('2', '10'), share('4', '10'), share('3', '40')]).toEqual([
    [4, 2],
    [2, 2],
    [12, 2],
  ])
  expect(share('8', '2')).toEqual([2, 2])
  expect(workersShare(readSettings({ WORKERS: '2' })).databaseServer).toBeNull()
})

test('an empty variable is one that is not set', () => {
  expect(readSettings({ PORT: '', APP_URL: '', ENCRYPTION_KEY: '' }).port).toBe(3000)
})

test.each([
  ['PORT', 'eighty'],
  ['HSTS', 'everywhere'],
  ['WORKERS', '0'],
  ['WORKERS', '65'],
  ['WORKERS', '1.5'],
  ['WORKERS', 'all'],
  ['DATABASE_URL', 'mysql://db.example.com/countersign'],
  ['DATABASE_URL', 'db.example.com'],
  ['DATABASE_POOL', 'many'],
  ['DATABASE_POOL', '1'],
  ['DATABASE_POOLER', 'statement'],
  ['RECOVERY_APPROVALS', '3'],
  ['RECOVERY_APPROVALS', '0'],
  ['RECOVERY_WAIT', 'a day'],
  ['RECOVERY_WAIT', '-1'],
  ['SMTP_URL', 'mail.example.com'],
  ['SMTP_URL', 'https://mail.example.com'],
  ['SMTP_URL', 'smtps://me:one#two@mail.example.com'],
  ['SMTP_URL', 'smtps://me:one/two@mail.example.com'],
  ['SMTP_URL', 'smtps://me:one?two@mail.example.com'],
  ['SMTP_URL', 'smtps://m/e:onetwo@mail.example.com'],
  ['SMTP_URL', 'smtps://me:one%two@mail.example.com'],
  ['SMTP_URL', 'smtps://me:one%41two@mail.example.com'],
  ['SMTP_URL', 'smtps://me:one%30two@mail.example.com'],
  ['SMTP_URL', 'smtps://me:one%E4two@mail.example.com'],
  ['SMTP_CA', 'no certificate'],
  ['MAIL_FROM', 'Team: Login'],
  ['MAIL_FROM', 'Team: a@example.com, b@example.com;'],
  ['MAIL_FROM', 'a@example.com, b@example.com'],
  ['MAIL_FROM', 'Acme <a@example.com>, Globex <b@example.com>'],
  ['MAIL_FROM', '"Acme <a@example.com>'],
  ['MAIL_FROM', 'Acme <a@example.com'],
  ['MAIL_FROM', 'Acme <>'],
  ['MAIL_FROM', 'jörg@example.com'],
  ['MAIL_FROM', 'Acme\r\nBcc: x <a@example.com>'],
  ['MAIL_FROM', 'somebody'],
  ['MAIL_FROM', 'id@münchen/x.example'],
  ['MAIL_ADMIN', 'jörg@example.com'],
  ['MAIL_ADMIN', 'a@example.com, b@example.com'],
  ['MAIL_FROM', 'a@example.com\nBcc: b@example.com'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['APP_URL', 'id.example.com'],
  ['APP_URL', 'http://id.example.com'],
  ['APP_URL', 'https://id.example.com/portal'],
  ['APP_URL', 'https://id.example.com/?x=1'],
  ['APP_URL', 'https://user@id.example.com'],
  ['APP_URL', 'ftp://localhost'],
  ['APP_URL', 'http://localhost.evil.example'],
  ['APP_NAME', 'x'.repeat(41)],
  ['APP_NAME', '   '],
  // Nothing of it would be left in an authenticator app.
  ['APP_NAME', ':'],
  ['APP_NAME', '\u200b\u2800'],
  ['ENCRYPTION_KEY', 'c2hvcnQ='],
  ['TRUSTED_PROXIES', '10.0.0.0/8, everybody'],
  ['TRUSTED_PROXIES', '10.0.0.0/99'],
  ['LOG_LEVEL', 'chatty'],
])('%s=%s stops the start with one sentence that names the variable', (name, value) => {
  let message = ''
  try {
    readSettings({ [name]: value })
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError)
    message = (error as Error).message
  }
  expect(message.startsWith(`${name} `)).toBe(true)
  expect(message).toMatch(/^[^\n]+\.$/)
})

test.each(['http://localhost:3000', 'http://127.0.0.1:8080', 'http://[::1]:3000', 'https://id.example.com'])(
  '%s is an address to be served under',
  (address) => {
    expect(readSettings({ APP_URL: address }).appUrl.origin).toBe(address)
  },
)

test('proxies are a list of addresses and networks', () => {
  const settings = readSettings({ TRUSTED_PROXIES: ' 127.0.0.1, 10.0.0.0/8 ,fd00::/8,' })
  expect(settings.trustedProxies).toEqual(['127.0.0.1', '10.0.0.0/8', 'fd00::/8'])
})

test('a secret may come in a file, and a file that cannot be read is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-settings-'))
  const file = join(folder, 'key')
  const key = Buffer.alloc(32, 7)
  writeFileSync(file, `${key.toString('base64')}\n`)
  expect(readSettings({ ENCRYPTION_KEY_FILE: file }).encryptionKey).toEqual(key)
  rmSync(folder, { recursive: true })
  expect(() => readSettings({ ENCRYPTION_KEY_FILE: file })).toThrow(
    `ENCRYPTION_KEY_FILE names a file that cannot be read: ${file}.`,
  )
})

test('the value of a secret is not in the sentence', () => {
  expect(() => readSettings({ ENCRYPTION_KEY: 'aVeryWrongSecret' })).toThrow(/^(?!.*aVeryWrongSecret)/)
})

test('a mail server needs an address that mail comes from', () => {
  expect(() => readSettings({ SMTP_URL: 'smtp://mail.example.com' })).toThrow(/MAIL_FROM/)
  const settings = readSettings({ SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'Acme <id@example.com>' })
  expect(settings.smtpUrl?.href).toBe('smtp://mail.example.com')
  expect(settings.mailFrom).toBe('Acme <id@example.com>')
})

test.each([
  ['id@example.com', 'id@example.com'],
  ['<id@example.com>', 'id@example.com'],
  ['Acme <id@example.com>', 'Acme <id@example.com>'],
  ['Zoë Ümläut <id@example.com>', 'Zoë Ümläut <id@example.com>'],
  ['Acme: IT <id@example.com>', '"Acme: IT" <id@example.com>'],
  ['Acme, Inc. <id@example.com>', '"Acme, Inc." <id@example.com>'],
  ['"Acme, Inc." <id@example.com>', '"Acme, Inc." <id@example.com>'],
  ['Acme (IT); Login <id@example.com>', '"Acme (IT); Login" <id@example.com>'],
  ['it@acme.example <id@example.com>', '"it@acme.example" <id@example.com>'],
  ['Acme <id@exämple.com>', 'Acme <id@xn--exmple-cua.com>'],
  ['"The \\"best\\"" <id@example.com>', '"The \\"best\\"" <id@example.com>'],
])('MAIL_FROM=%s is %s', (given, from) => {
  expect(readSettings({ MAIL_FROM: given }).mailFrom).toBe(from)
})

test('a domain in the words of its country is written in ASCII, wherever an address is set', () => {
  const settings = readSettings({
    ...{ SMTP_URL: 'smtp://mail.exämple.com:587', MAIL_FROM: 'id@example.com' },
    MAIL_ADMIN: 'root@exämple.com',
  })
  expect(settings.smtpUrl?.href).toBe('smtp://mail.xn--exmple-cua.com:587')
  expect(settings.mailAdmin).toBe('root@xn--exmple-cua.com')
})

test.each<[Record<string, string>, { user: string; pass: string } | null]>([
  [{}, null],
  [
    { SMTP_USER: 'me', SMTP_PASSWORD: 'a#b/c?d%41e@f:g' },
    { user: 'me', pass: 'a#b/c?d%41e@f:g' },
  ],
  [
    { SMTP_URL: 'smtps://me%40example.com:a%23b%2Fc%3Fd%25e@mail.example.com' },
    { user: 'me@example.com', pass: 'a#b/c?d%e' },
  ],
  [{ SMTP_URL: 'smtps://me:p@ss:word@mail.example.com' }, { user: 'me', pass: 'p@ss:word' }],
  [
    { SMTP_URL: 'smtps://me@mail.example.com', SMTP_PASSWORD: 'a%41' },
    { user: 'me', pass: 'a%41' },
  ],
])('%j signs in to the mail server with %j', (given, auth) => {
  const settings = readSettings({
    SMTP_URL: 'smtps://mail.example.com',
    MAIL_FROM: 'id@example.com',
    ...given,
  })
  expect(settings.smtpAuth).toEqual(auth)
  expect(settings.smtpUrl?.href).toBe('smtps://mail.example.com')
})

test.each([
  [{ SMTP_URL: 'smtps://me:secret@mail.example.com', SMTP_USER: 'you' }, /^SMTP_USER /],
  [{ SMTP_URL: 'smtps://me:secret@mail.example.com', SMTP_PASSWORD: 'other' }, /^SMTP_PASSWORD /],
  [{ SMTP_URL: 'smtps://mail.example.com', SMTP_USER: 'me' }, /^SMTP_PASSWORD /],
  [{ SMTP_URL: 'smtps://mail.example.com', SMTP_PASSWORD: 'secret' }, /^SMTP_USER /],
  [{ SMTP_PASSWORD: 'secret' }, /^SMTP_URL /],
])('who signs in to the mail server is named once and whole: %j', (given, sentence) => {
  expect(() => readSettings({ MAIL_FROM: 'id@example.com', ...given })).toThrow(sentence)
  expect(() => readSettings({ MAIL_FROM: 'id@example.com', ...given })).toThrow(/^(?!.*(secret|other))/)
})
