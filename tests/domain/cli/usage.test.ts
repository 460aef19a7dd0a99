import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandLine, type Said } from '../../support/process/command-line'

let folder: string
const cli = (...words: string[]): Promise<Said> => commandLine(folder, words)
const maria = 'maria@example.com'

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an unknown command, and none, show the usage', async () => {
  for (const words of [[], ['nonsense'], ['backup', '--force']]) {
    const said = await cli(...words)
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('Usage:')])
  }
})

test('a mistyped command or option is told which one was meant, a wrong one what there is', async () => {
  for (const [words, meant, usage] of [
    [['doctr'], 'Did you mean doctor?', '-- COMMAND'],
    [['operater', 'add', 'x@example.com'], 'Did you mean operator?', '-- COMMAND'],
    [['two-factor', 'rest', maria], 'Did you mean reset?', '-- two-factor reset'],
    [['operator', 'promote'], "Unknown command 'promote'", '-- operator add|suspend|reactivate'],
    [['backup', '--force'], "Unknown option '--force'", '-- backup [options] <file>'],
    [['user', 'unlock', maria, '--reson', 'x'], 'Did you mean --reason?', '-- user unlock'],
    [['operator', 'add', '--name'], "'--name <name>' argument missing", '-- operator add'],
    [['operator', 'add', 'x@example.com', '--name', '--json'], 'Its value is missing', '-- operator add'],
    [['operator', 'suspend'], "Missing required argument 'email'", '-- operator suspend [options] <email>'],
    [['backup', 'one', 'two'], 'Too many arguments', '-- backup'],
    [['doctor', 'now'], 'Too many arguments', '-- doctor'],
    [
      ['recovery', 'approve', 'x', '--checked', 'maybe'],
      'called-back, vouched, proved',
      '-- recovery approve',
    ],
  ] as const) {
    const said = await cli(...words)
    const [reason = '', shown = '', ...more] = said.err.trim().split('\n')
    expect([words, said.code, said.out, more]).toEqual([words, 1, '', []])
    expect([words, reason, shown]).toEqual([
      words,
      expect.stringContaining(meant),
      expect.stringContaining(`Usage: npm run countersign ${usage}`),
    ])
  }
})

test('the version is said, also where the settings are wrong', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  for (const word of ['version', '--version']) {
    const { code, out, err } = await commandLine(folder, [word], { PORT: 'none' })
    expect([word, code, out, err]).toEqual([word, 0, `${version}\n`, ''])
  }
})

test('what was mistyped is shown without what a terminal would obey', async () => {
  const said = await cli('doc\u001b[31mtor', '\u0007')
  expect([said.code, said.out, said.err]).toEqual([1, '', expect.stringContaining("'doc[31mtor'")])
  expect(said.err).not.toMatch(/(?!\n)\p{Cc}/u)
})

test('a group of commands lists them', async () => {
  for (const [words, code] of [
    [['operator'], 1],
    [['operator', '--help'], 0],
    [['help', 'operator'], 0],
  ] as const) {
    const said = await cli(...words)
    expect([words, said.code]).toEqual([words, code])
    expect(code === 0 ? said.out : said.err).toMatch(
      /operator add .*operator suspend .*operator reactivate /s,
    )
    expect(code === 0 ? said.err : said.out).toBe('')
  }
})

test('what nobody reads to its end is finished without a stack', async () => {
  const data = mkdtempSync(join(tmpdir(), 'countersign-unread-'))
  try {
    const program = join(process.env.COUNTERSIGN_BUILD ?? '', 'cli.mjs')
    const cut = spawn('sh', ['-c', '"$0" "$1" demo | true', process.execPath, program], {
      env: { PATH: process.env.PATH ?? '', DATA_DIR: data, NODE_ENV: 'production' },
    })
    let complaints = ''
    cut.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
    await once(cut, 'close')
    expect(complaints).toBe('')
    expect((await commandLine(data, ['recovery', 'list'])).out).toContain('Frida Holm')
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
})

test('a full disk behind the output is said in one line, and what was asked for is done', async () => {
  const program = join(process.env.COUNTERSIGN_BUILD ?? '', 'cli.mjs')
  const added = spawn(
    'sh',
    ['-c', '"$0" "$@" > /dev/full', process.execPath, program, 'operator', 'add', 'full@x.example'],
    {
      env: { PATH: process.env.PATH ?? '', DATA_DIR: folder, NODE_ENV: 'production' },
    },
  )
  let complaints = ''
  added.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  const [code] = await once(added, 'close')
  expect([code, complaints]).toEqual([1, expect.stringMatching(/^[^\n]+can't be written[^\n]+\n$/)])
  expect((await cli('operator', 'add', 'full@x.example')).out).toContain('earlier ones no longer work')
})

test('a mail server that never stops talking keeps no command from its end', async () => {
  const talking = createServer((socket) => {
    socket.on('error', () => {}).write('220 here\r\n')
    socket.setEncoding('utf8').on('data', (text: string) => {
      if (text.startsWith('EHLO')) socket.write('250 here\r\n')
      if (text.startsWith('QUIT')) setInterval(() => socket.write('221-slowly\r\n'), 300).unref()
    })
  }).unref()
  await once(talking.listen(0, '127.0.0.1'), 'listening')
  const { port } = talking.address() as AddressInfo
  const said = await commandLine(folder, ['doctor'], {
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'id@example.com',
  })
  expect(said.out).toContain('ok       mail: The mail server accepts this server.')
})

test('--help lists the commands, and says of each what it does and takes, without doing it', async () => {
  const all = await cli('--help')
  expect([all.code, all.err]).toEqual([0, ''])
  expect(all.out).toContain('npm run -s countersign')
  const names = [...all.out.matchAll(/^ {2}([a-z][a-z-]*(?: [a-z]+)?) {2,}[A-Z]/gm)].map(
    ([, name = '']) => name,
  )
  expect(names.length).toBeGreaterThan(12)
  for (const name of names) {
    const said = await cli(...name.split(' '), '--help')
    expect([said.code, said.err, said.out]).toEqual([0, '', expect.stringContaining(`-- ${name}`)])
  }
})
