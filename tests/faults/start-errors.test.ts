import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { requireWal } from '@/db/sqlite'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { readSettings } from '@/lib/settings'
import { freePort, startServer } from '../support/server/server'

vi.setConfig({ testTimeout: 120_000 })

const root = join(import.meta.dirname, '..', '..')
const build = process.env.COUNTERSIGN_BUILD ?? ''
// Only root can start a program as someone else; whoever runs this without that is someone already.
const isRoot = process.geteuid?.() === 0
const service = isRoot ? 4711 : (process.geteuid?.() ?? 0)

let folder: string
let port: string
beforeEach(async () => {
  port = String(await freePort())
  folder = mkdtempSync(join(tmpdir(), 'countersign-start-'))
  chownSync(folder, service, statSync(folder).gid)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Ran = { code: number | null; text: string; err: string }

/** Runs a program as the service's user until it ends, or until it says this. */
function run(
  file: string,
  words: string[],
  env: Record<string, string>,
  until?: string,
  uid = service,
  cwd = root,
): Promise<Ran> {
  return new Promise((resolve) => {
    const { PATH = '' } = process.env
    const given = {
      PATH,
      NODE_ENV: 'production' as const,
      DATA_DIR: join(folder, 'data'),
      PORT: port,
      ...env,
    }
    const child = spawn(process.execPath, [file, ...words], { cwd, env: given, uid })
    const said = { text: '', err: '' }
    const hear = (kind: 'text' | 'err') => (words: string) => {
      said[kind] += words
      if (until && said[kind].includes(until)) child.kill('SIGTERM')
    }
    child.stdout.setEncoding('utf8').on('data', hear('text'))
    child.stderr.setEncoding('utf8').on('data', hear('err'))
    child.once('close', (code) => resolve({ code, text: said.text.trim(), err: said.err.trim() }))
  })
}

const start = (env: Record<string, string>) => run(join(build, 'server.mjs'), [], env)
const databaseFile = () => readSettings({ DATA_DIR: join(folder, 'data') }).databaseFile

test('started from another folder, the server and the commands say where they belong, and write nothing', async () => {
  for (const [program, ...words] of [['server.mjs'], ['cli.mjs', 'doctor']] as const) {
    const ran = await run(join(build, program), words, {}, undefined, service, folder)
    const said = `Start this in its own folder, where db/migrations is: ${folder} is not that.`
    expect([ran.code, ran.text, ran.err]).toEqual([1, '', said])
  }
  expect(readdirSync(folder)).toEqual([])
})

/** A data folder that a server has used, of the service's user. */
async function used(): Promise<void> {
  await (await openRuntime(readSettings({ DATA_DIR: join(folder, 'data') }))).db.close()
}

function own(path: string, uid: number): void {
  chownSync(path, uid, statSync(path).gid)
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) own(join(path, name), uid)
}

type Stopped = [what: string, env: Record<string, string>, words: string]

/** A port that only root may listen on; none where the system keeps none for root. */
function privilegedPort(): Stopped[] {
  const first = '/proc/sys/net/ipv4/ip_unprivileged_port_start'
  const port = existsSync(first) ? Number(readFileSync(first, 'utf8')) - 1 : 0
  const words = `PORT ${port} needs rights that this user doesn't have.`
  return port > 0 ? [['a port that only root may listen on', { PORT: String(port) }, words]] : []
}

test.each<Stopped>([
  [
    'an address that this computer does not have',
    { HOST: '203.0.113.9' },
    'HOST 203.0.113.9 is not an address',
  ],
  ['a name that nobody knows', { HOST: 'nowhere.invalid' }, 'HOST nowhere.invalid is not an address'],
  ...privilegedPort(),
  ['a data folder below /proc', { DATA_DIR: '/proc/countersign' }, "DATA_DIR can't be used."],
  ['a data folder below a file', { DATA_DIR: join(root, 'package.json', 'data') }, "DATA_DIR can't be used."],
  ['a file as the data folder', { DATA_DIR: join(root, 'package.json') }, "DATA_DIR can't be used."],
])('%s stops the start with one sentence that names the variable', async (_what, env, words) => {
  const { code, err } = await start(env)
  expect([code, err.split('\n')]).toEqual([1, [expect.stringContaining(words)]])
})

test('a database that is none, is damaged, is newer or is of another program stops the start with one sentence', async () => {
  for (const [spoil, words] of [
    [() => writeFileSync(databaseFile(), 'no database at all '.repeat(99)), 'is not a database'],
    [() => writeFileSync(databaseFile(), Buffer.alloc(3000, 7), { flag: 'r+' }), 'is not a database'],
    [() => overwrite(100, 2000), 'is damaged'],
    [() => sql("insert into migrations (hash, applied_at) values ('future', 1)"), 'newer Countersign'],
    [() => sql('alter table migrations rename to bookmarks'), 'is not a database of Countersign'],
  ] as const) {
    await used()
    spoil()
    own(join(folder, 'data'), service)
    const { code, err } = await start({})
    expect([code, err.split('\n')]).toEqual([1, [expect.stringContaining(words)]])
    expect(err).toContain(databaseFile())
    rmSync(join(folder, 'data'), { recursive: true })
  }
})

/** Some bytes of the file, after its head, as a bad disk leaves them. */
function overwrite(from: number, bytes: number): void {
  const handle = openSync(databaseFile(), 'r+')
  writeSync(handle, Buffer.alloc(bytes, 0xff), 0, bytes, from)
  closeSync(handle)
}

function sql(text: string): void {
  const connection = new Sqlite(databaseFile())
  connection.exec(text)
  connection.close()
}

test('a database that is a folder, or that lost all it held, stops the start with one sentence', async () => {
  for (const [spoil, words] of [
    [() => mkdirSync(databaseFile()), 'is a folder, and must be a file'],
    [() => writeFileSync(databaseFile(), ''), 'is empty, and it held data before'],
  ] as const) {
    await used()
    rmSync(databaseFile())
    spoil()
    own(join(folder, 'data'), service)
    const { code, err } = await start({})
    expect([code, err.split('\n')]).toEqual([1, [expect.stringContaining(words)]])
    expect((await run(join(build, 'cli.mjs'), ['backup', join(folder, 'b')], {})).code).toBe(1)
    rmSync(join(folder, 'data'), { recursive: true })
  }
})

test('a command says of files that it may not look at what is wrong with them, not that they are missing', async () => {
  await used()
  own(join(folder, 'data'), service)
  const data = join(folder, 'data')
  if (isRoot) own(data, 0)
  else chmodSync(data, 0)
  const doctor = await run(join(build, 'cli.mjs'), ['doctor'], {})
  expect([doctor.code, doctor.text]).toEqual([
    1,
    expect.stringMatching(/PROBLEM {2}database: .*by this user/),
  ])
  expect(doctor.text).not.toMatch(/There is no|estore a backup|Only their owner/)
  const backup = await run(join(build, 'cli.mjs'), ['backup', join(folder, 'b')], {})
  expect([backup.code, backup.err]).toEqual([1, expect.stringMatching(/^[^\n]+can't be opened by this user/)])
  chmodSync(data, 0o700)
})

test('what this user may not read or write stops the start with one sentence that names it', async () => {
  await used()
  own(join(folder, 'data'), service)
  const key = join(folder, 'data', 'secrets', 'encryption.key')
  // Without root there is nobody else whose file it could be: nobody may read it then.
  if (isRoot) own(key, 0)
  else chmodSync(key, 0)
  expect(await start({})).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^[^\n]+encryption\.key can't be opened[^\n]+$/),
  })
  const locked = join(folder, 'locked')
  mkdirSync(locked, { mode: 0o500 })
  const { code, err } = await start({ DATA_DIR: join(locked, 'data') })
  expect([code, err.split('\n')]).toEqual([
    1,
    [expect.stringMatching(/^DATA_DIR can't be used\. .*can't be opened by this user/)],
  ])
})

test('an address in brackets is one, and where a write-ahead log is refused that is said', async () => {
  const server = await startServer({ dataFolder: join(folder, 'data'), env: { HOST: '[::1]' } })
  await server.stop()
  const inMemory = new Sqlite(':memory:')
  await expect(requireWal(inMemory, '/net/db')).rejects.toThrow("doesn't allow a write-ahead log")
  inMemory.close()
})

test('built by one user, it runs for another who has no name and may not write to the checkout', async () => {
  const said = await run(join(root, 'scripts', 'start.mjs'), [], {}, '/setup?token=')
  expect(said.text).toContain('/setup?token=')
  const command = await run(join(root, 'scripts', 'countersign.mjs'), ['recovery', 'list'], {})
  expect(command).toEqual({ code: 0, text: 'No recovery requests.', err: '' })
})

test('it runs where its use of the build can not be noted, as on a disk that only reads', async () => {
  const notes = join(build, 'users')
  chmodSync(notes, 0o555)
  try {
    const said = await run(join(root, 'scripts', 'start.mjs'), [], {}, '/setup?token=')
    expect([said.text, said.err]).toEqual([expect.stringContaining('/setup?token='), ''])
  } finally {
    chmodSync(notes, 0o1777)
  }
})

test('a command of root on the files of a service leaves nothing there that the service cannot use', async () => {
  await used()
  own(join(folder, 'data'), service)
  const cli = join(build, 'cli.mjs')
  const asRoot = (...words: string[]) => run(cli, words, {}, undefined, process.geteuid?.())
  expect((await asRoot('operator', 'add', 'olga@example.com')).code).toBe(0)
  const backup = join(folder, 'backup.sqlite')
  expect((await asRoot('backup', backup)).code).toBe(0)
  expect((await asRoot('key', 'rotate', '--yes')).code).toBe(0)
  const restored = await asRoot('restore', backup, '--yes')
  expect([restored.code, restored.text]).toEqual([0, expect.stringContaining('Restored.')])
  const foreign = (path: string): string[] => [
    ...(statSync(path).uid === service ? [] : [path]),
    ...(statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => foreign(join(path, name))) : []),
  ]
  expect(foreign(folder)).toEqual([])
  const server = await run(join(build, 'server.mjs'), [], {}, '/setup?token=')
  expect(server.text).toContain('/setup?token=')
})
