import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { examine } from '@/lib/cli/examine'
import { openPostman } from '@/lib/jobs/mail/postman'
import { ehloName } from '@/lib/jobs/mail/transport'
import { tell } from '@/lib/records/outbox/outbox'
import { readSettings } from '@/lib/settings'
import { Mailbox } from '../../support/world/mailbox'
import { openWorld, type World } from '../../support/world/world'

/** Nothing answers there. */
const noTimeServer = { host: '127.0.0.1', port: 9 }
const open: Mailbox[] = []
const folder = mkdtempSync(join(tmpdir(), 'countersign-tls-'))
const ownFile = join(folder, 'own.pem')
const otherFile = join(folder, 'other.pem')
let own: { key: string; cert: string }

/** A certificate of one's own making, as Debian's for Postfix: for a name that is not that of the address. */
function selfSigned(file: string): { key: string; cert: string } {
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=relay.internal'
  const keyFile = `${file}.key`
  execFileSync('openssl', [...words.split(' '), '-keyout', keyFile, '-out', file], { stdio: 'ignore' })
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(file, 'utf8') }
}

beforeAll(() => {
  own = selfSigned(ownFile)
  selfSigned(otherFile)
})

afterEach(async () => {
  for (const mailbox of open.splice(0)) await mailbox.stop()
})

afterAll(() => rmSync(folder, { recursive: true }))

async function mailbox(...how: Parameters<typeof Mailbox.open>): Promise<Mailbox> {
  const opened = await Mailbox.open(...how)
  open.push(opened)
  return opened
}

const settingsOf = (world: World, url: string, more: Record<string, string> = {}) =>
  readSettings({
    ...{ DATA_DIR: world.folder, APP_URL: 'https://id.example.com' },
    ...{ SMTP_URL: url, MAIL_FROM: 'Acme: IT <id@example.com>', ...more },
  })

/** Sends one, and returns what went wrong. */
async function send(world: World, settings: ReturnType<typeof settingsOf>): Promise<string | undefined> {
  const ada = { name: 'Ada', email: 'ada@example.com' }
  await world.db.write((tx) => tell(tx, world.ctx, ada, 'password-changed', {}))
  const postman = openPostman(settings)
  const [delivery] = await postman.deliver(world.ctx)
  postman.close()
  return delivery?.problem
}

test.each([
  ['countersign', 'https://id.example.com', 'id.example.com'],
  ['web1.example.net', 'https://id.example.com', 'web1.example.net'],
  ['4f1c', 'http://localhost:3000', '[127.0.0.1]'],
  ['4f1c', 'https://id.example.com.', 'id.example.com'],
  ['4f1c', 'https://id_x.example.com', 'example.com'],
  ['4f1c', 'https://example.com_', '[127.0.0.1]'],
  ['web_1.example.net', 'https://id.example.com', 'id.example.com'],
  ['web1.example.net.', 'https://id.example.com', 'web1.example.net'],
  ['10.0.0.5', 'https://id.example.com', 'id.example.com'],
  ['4f1c', 'https://192.0.2.7', '[192.0.2.7]'],
  ['4f1c', 'https://[2001:db8::7]', '[IPv6:2001:db8::7]'],
])('the machine %s at %s calls itself %s', (machine, appUrl, name) => {
  expect(ehloName(machine, new URL(appUrl))).toBe(name)
})

test('a mail server hears a name with a dot, never a bare address', async () => {
  const world = await openWorld()
  const server = await mailbox()
  expect(await send(world, settingsOf(world, `smtp://127.0.0.1:${server.port}`))).toBeUndefined()
  expect(server.greetedAs[0]).toMatch(/^[\w-]+(\.[\w-]+)+$/)
})

test('a name with a colon is a name, and no group', async () => {
  const world = await openWorld()
  const server = await mailbox()
  await send(world, settingsOf(world, `smtp://127.0.0.1:${server.port}`))
  expect(server.mails[0]?.from?.value).toEqual([{ name: 'Acme: IT', address: 'id@example.com' }])
})

test('user and password arrive as they were set', async () => {
  const world = await openWorld()
  const server = await mailbox()
  const account = { SMTP_USER: 'me@example.com', SMTP_PASSWORD: 'a#b/c?d%41e@f:g' }
  await send(world, settingsOf(world, `smtp://127.0.0.1:${server.port}`, account))
  expect(server.signIns).toEqual([{ user: account.SMTP_USER, pass: account.SMTP_PASSWORD }])
})

test.each([
  ['smtps', true],
  ['smtp', false],
])(
  '%s: a certificate of its own making is trusted once it is named, and no other',
  async (scheme, secure) => {
    const world = await openWorld()
    const server = await mailbox({ secure, ...own })
    const url = `${scheme}://127.0.0.1:${server.port}`
    const mailFinding = async (more: Record<string, string>) =>
      (await examine(settingsOf(world, url, more), noTimeServer)).find(({ name }) => name === 'mail')

    expect(await send(world, settingsOf(world, url))).toMatch(/certificate/)
    expect(await mailFinding({})).toMatchObject({
      level: 'problem',
      text: expect.stringMatching(/certificate.*SMTP_CA_FILE/),
    })
    expect(await send(world, settingsOf(world, url, { SMTP_CA_FILE: otherFile }))).toMatch(/certificate/)
    expect(server.mails).toEqual([])
    const named = { SMTP_CA_FILE: ownFile }
    expect(await send(world, settingsOf(world, url, named))).toBeUndefined()
    expect(await mailFinding(named)).toMatchObject({ level: 'ok' })
    expect(server.mails).toHaveLength(1)
  },
)

/** A mail server that refuses whoever signs in, or everybody at once. */
async function refusing(answer: string, to: 'AUTH' | 'connection'): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.write(to === 'connection' ? `${answer}\r\n` : '220 here\r\n')
    socket.setEncoding('utf8').on('data', (text: string) => {
      if (text.startsWith('EHLO')) socket.write('250-here\r\n250 AUTH PLAIN\r\n')
      if (text.startsWith('AUTH')) socket.write(`${answer}\r\n`)
    })
  }).unref()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const account = { SMTP_USER: 'me@example.com', SMTP_PASSWORD: 'secret' }
const aboutAccount = 'Check SMTP_USER and SMTP_PASSWORD.'
const aboutUrl = 'Check SMTP_URL. Ports 25 and 587 go with smtp://, port 465 with smtps://.'

const answers: [how: string, serve: () => Promise<number>, more: Record<string, string>, advice: string][] = [
  ['a wrong password', () => refusing('535 5.7.8 No', 'AUTH'), account, aboutAccount],
  ['an account that is needed', () => refusing('530 5.7.0 Sign in first', 'AUTH'), account, aboutAccount],
  ['a service that is none', () => refusing('554 No service here, ask at auth', 'connection'), {}, aboutUrl],
  ['nothing there, at a port with such digits', async () => 5350, account, aboutUrl],
  ['nothing there', async () => 53, {}, aboutUrl],
]

test.each(answers)(
  'doctor says what the mail server said and what to do: %s',
  async (_, serve, more, advice) => {
    const world = await openWorld()
    const settings = settingsOf(world, `smtp://127.0.0.1:${await serve()}`, more)
    const found = (await examine(settings, noTimeServer)).find(({ name }) => name === 'mail')
    expect(found?.level).toBe('problem')
    expect(found?.text).toMatch(/^The mail server doesn't accept this server: [^.].*[^.]\. Check /)
    expect(found?.text.endsWith(` ${advice}`), found?.text).toBe(true)
  },
)

test('a file without a certificate stops the start', () => {
  const file = join(folder, 'empty.pem')
  writeFileSync(file, 'nothing')
  const given = { SMTP_URL: 'smtps://mail.example.com', MAIL_FROM: 'id@example.com', SMTP_CA_FILE: file }
  expect(() => readSettings(given)).toThrow(/^SMTP_CA .*SMTP_CA_FILE.*\.$/)
})
