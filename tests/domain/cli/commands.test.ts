import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { minutes } from '@/lib/duration'
import { commandLine, type Said } from '../../support/process/command-line'

let folder: string
let made: Said
const cli = (...words: string[]): Promise<Said> => commandLine(folder, words)
const maria = 'maria@example.com'

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'))
  made = await cli('demo')
  expect(made.code).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The last entry of the audit log that names an event. */
function lastEntry(event: string): Record<string, unknown> {
  const connection = new Sqlite(join(folder, 'db', 'countersign.sqlite'), { readonly: true })
  const body = connection
    .prepare('select body from audit_entries where event = ? order by at desc, sequence desc limit 1')
    .pluck()
    .get(event) as string
  connection.close()
  return JSON.parse(body) as Record<string, unknown>
}

const mails = () =>
  existsSync(join(folder, 'mail'))
    ? readdirSync(join(folder, 'mail')).map((name) => readFileSync(join(folder, 'mail', name), 'utf8'))
    : []

test('demo says where to go first, then who there is: links that open, an operator and a request that waits', () => {
  const lines = made.out.trim().split('\n')
  expect(lines[0]).toBe('Demo: http://localhost:3000/sign-in')
  expect(made.out).toMatch(
    /ewa@example\.com +invited +link: http:\/\/localhost:3000\/invitation\/[\w-]{43}$/m,
  )
  expect(made.out).toMatch(/omar@example\.com +operator .*setup key: [A-Z2-7]{32}$/m)
  expect(made.out).toMatch(/frida@example\.com .*recovery request waits/)
  expect(lines.findIndex((line) => line.includes('password'))).toBeGreaterThan(0)
})

test('demo on a folder that has it says so, and where', async () => {
  const again = await cli('demo', '--json')
  const said = again.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { said: string })
  expect(said.map(({ said }) => said)).toEqual([
    'Demo: http://localhost:3000/sign-in',
    expect.stringContaining('The demo is as you left it'),
  ])
})

test('what changes something asks first, and does nothing without an answer or a reason', async () => {
  const unasked = await cli('two-factor', 'reset', maria, '--reason', 'lost')
  expect([unasked.code, unasked.out]).toEqual([1, ''])
  expect(unasked.err).toContain('Nothing was done. Add --yes')
  const approve = ['recovery', 'approve', 'some-id', '--yes']
  const vouched = ['--checked', 'vouched']
  for (const [missing, ...command] of [
    ['--reason: Give a reason', 'two-factor', 'reset', maria, '--yes'],
    ['--reason: Give a reason', 'user', 'unlock', maria, '--yes'],
    ['--note: Note what you checked', ...approve, ...vouched, '--reason', 'why'],
    ['--reason: Give a reason', ...approve, ...vouched, '--note', 'called'],
    ['--checked: Say what you checked', ...approve, '--note', 'called', '--reason', 'why'],
  ]) {
    const said = await cli(...command)
    expect([command, said.code, said.err]).toEqual([command, 1, expect.stringContaining(missing ?? '')])
  }
  for (const command of [
    ['sessions', 'revoke', maria],
    ['key', 'rotate'],
    ['restore', 'x'],
  ])
    expect((await cli(...command)).code).toBe(1)
})

test('operator add prints the invitation link, once for an address', async () => {
  const added = await cli('operator', 'add', 'olga@example.com', '--name', 'Olga Support', '--json')
  const [line = ''] = added.out.split('\n')
  expect(JSON.parse(line)).toMatchObject({
    email: 'olga@example.com',
    link: expect.stringMatching(/^http:\/\/localhost:3000\/invitation\/[\w-]{43}$/),
  })
  const again = await cli('operator', 'add', 'olga@example.com')
  expect([again.code, again.out]).toEqual([0, expect.stringContaining('earlier ones no longer work')])
  const taken = await cli('operator', 'add', maria)
  expect([taken.code, taken.err]).toEqual([
    1,
    expect.stringContaining('belongs to someone in an organization'),
  ])
  expect((await cli('operator', 'suspend', maria, '--yes')).err).toContain('No one here')
  const invited = await cli('operator', 'suspend', 'olga@example.com', '--yes')
  expect([invited.code, invited.err]).toEqual([
    1,
    expect.stringContaining('expires 72 hours after it was made; "operator add" makes a new link'),
  ])
  expect((await cli('operator', 'suspend', 'omar@example.com', '--yes')).code).toBe(0)
  const twice = await cli('operator', 'suspend', 'omar@example.com', '--yes')
  expect([twice.code, twice.err]).toEqual([1, expect.stringContaining('already suspended')])
  expect((await cli('operator', 'reactivate', 'omar@example.com', '--yes')).code).toBe(0)
})

test('two-factor reset says what it removed, records who did it, and tells by email', async () => {
  const reason = 'Called her back on a known number'
  const said = await cli('two-factor', 'reset', maria, '--reason', reason, '--yes')
  expect(said.code).toBe(0)
  expect(said.out).toContain('Removed: the authenticator, 10 recovery codes')
  expect(lastEntry('two-factor.reset')).toMatchObject({
    actor: { kind: 'console' },
    subject: { email: maria },
    detail: { reason },
  })
  expect(mails().some((mail) => mail.includes('Your two-factor authentication was reset'))).toBe(true)
})

test('sessions revoke says how many it ended', async () => {
  const said = await cli('sessions', 'revoke', 'arun@example.com', '--yes')
  expect(said.out).toContain('Ended 1 session of arun@example.com.')
})

test('user unlock says so where nothing is locked', async () => {
  const said = await cli('user', 'unlock', maria, '--reason', 'asked', '--yes')
  expect([said.code, said.err.trim()]).toEqual([1, "There's nothing to unlock."])
})

test('recovery list, approve and reject answer for what is not there', async () => {
  expect((await cli('recovery', 'list')).out.trim()).toMatch(
    /^\S+ {2}confirmed {2}asked .*Frida Holm \(frida@example\.com\)/,
  )
  for (const verdict of ['approve', 'reject']) {
    const checked = verdict === 'approve' ? ['--checked', 'called-back', '--note', 'on the known number'] : []
    const said = await cli('recovery', verdict, 'nothing', ...checked, '--reason', 'why', '--yes')
    expect([said.code, said.err.trim()]).toEqual([1, expect.stringContaining('This request has ended')])
    expect(said.err).toContain('See "recovery list"')
    expect(said.err).not.toContain('queue')
  }
})

test('backup writes a whole copy for its owner only, says that the key is not in it, and never overwrites', async () => {
  const file = join(folder, 'copy.sqlite')
  const said = await cli('backup', file)
  expect(said.out).toContain('The key is not in it')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const connection = new Sqlite(join(folder, 'db', 'countersign.sqlite'), { readonly: true })
  const noted = connection.prepare("select value from server_facts where name = 'backed-up-at'").pluck().get()
  connection.close()
  // The overview ticks it off.
  expect(Date.now() - Date.parse(String(noted))).toBeLessThan(minutes(5))
  expect((await cli('backup', file)).err).toContain('already exists')
  expect((await cli('restore', file, '--yes')).out).toContain('Restored.')
  const key = readFileSync(join(folder, 'secrets', 'encryption.key'), 'utf8').trim()
  expect(readFileSync(file).includes(Buffer.from(key, 'base64'))).toBe(false)
  expect(readFileSync(file).includes(key)).toBe(false)
})

test('key rotate seals everything anew, and refuses a key from the environment', async () => {
  const said = await cli('key', 'rotate', '--yes')
  expect([said.code, said.out]).toEqual([0, expect.stringMatching(/Sealed \d+ secrets? with the new key/)])
  const inEnvironment = await commandLine(folder, ['key', 'rotate', '--yes'], {
    ENCRYPTION_KEY: readFileSync(join(folder, 'secrets', 'encryption.key'), 'utf8').split('\n')[0] ?? '',
  })
  expect([inEnvironment.code, inEnvironment.err]).toEqual([1, expect.stringContaining('cannot be rotated')])
})

test("audit verify prints the head of each audit log, and compares with those of the server's log", async () => {
  const first = await cli('audit', 'verify', '--json')
  const heads = [...first.out.matchAll(/"head":"([^"]+)"/g)].map(([, head = '']) => head)
  expect([first.code, heads.length]).toEqual([0, 2])
  expect((await cli('sessions', 'revoke', 'chidi@example.com', '--yes')).code).toBe(0)
  expect((await cli('audit', 'verify', '--since', heads.join())).code).toBe(0)
  const other = heads.map((head) => head.replace(/.$/, (last) => (last === '0' ? '1' : '0'))).join()
  const older = await cli('audit', 'verify', '--since', other)
  expect([older.code, older.out]).toEqual([1, expect.stringContaining('an older state was put back')])
  const misread = await cli('audit', 'verify', '--since', 'yesterday')
  expect([misread.code, misread.err]).toEqual([1, expect.stringContaining('"yesterday" is not a head')])
})

test('doctor finds files that others can read, and an audit log that was altered', async () => {
  expect((await cli('doctor')).code).toBe(0)
  const key = join(folder, 'secrets', 'encryption.key')
  chmodSync(key, 0o644)
  const open = await cli('doctor', '--json')
  chmodSync(key, 0o600)
  expect(open.code).toBe(1)
  const findings = open.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
  expect(findings.filter(({ level }) => level === 'problem')).toEqual([
    expect.objectContaining({ name: 'file modes', text: expect.stringContaining('chmod go-rwx') }),
  ])

  const connection = new Sqlite(join(folder, 'db', 'countersign.sqlite'))
  connection.exec("update audit_entries set body = replace(body, 'Dana', 'Dora') where body like '%Dana%'")
  connection.close()
  const verified = await cli('audit', 'verify')
  expect([verified.code, verified.out]).toEqual([
    1,
    expect.stringMatching(/Entr(y|ies) \d+( to \d+)? of the audit log of Picky & Söhne w(as|ere) changed/),
  ])
  expect((await cli('doctor')).out).toContain('PROBLEM')
})

test('doctor names the people whose second factor is damaged, and a reset helps them', async () => {
  const connection = new Sqlite(join(folder, 'db', 'countersign.sqlite'))
  connection.exec(
    `update users set authenticator_secret = substr(authenticator_secret, 1, 30) || x'00' || substr(authenticator_secret, 32)
     where email = 'arun@example.com'`,
  )
  connection.close()
  expect((await cli('doctor')).out).toContain('The authenticator or passkey of Arun Nair (arun@example.com)')
  expect((await cli('two-factor', 'reset', 'arun@example.com', '--reason', 'damaged', '--yes')).code).toBe(0)
  expect((await cli('doctor')).out).not.toContain('second factor')
})
