import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { migratePostgres } from '@/db/migrate-postgres'
import { ensurePostgres } from '@/scripts/postgres.mjs'
import { roomInMemory } from '../world/room'

/** The database that all others are copied from, with our tables in it. */
const template = 'countersign_template'

/** What a test's data is worth: nothing. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // Databases live for a second, and there are many.
  autovacuum: 'off',
  max_connections: '300',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  log_min_messages: 'panic',
}

/** Before all tests of a run on PostgreSQL: a server of its own, and the database that every other one is copied from. */
export default async function setup(): Promise<() => Promise<void>> {
  const programs = await ensurePostgres()
  const folder = mkdtempSync(join(roomInMemory(), 'countersign-postgres-'))
  const user = unprivileged()
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const options = { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C' } }
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'countersign', '-A', 'trust', '-E', 'UTF8', '-N'],
    {
      ...options,
      stdio: 'ignore',
    },
  )
  const port = await freePort()
  const tls = certify(folder, user)
  const said = Object.entries({ ...settings, ...tls }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-p', `${port}`, ...said], {
    ...options,
    stdio: 'inherit',
  })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const kill = () => server.kill('SIGQUIT')
  process.once('exit', kill)
  const url = `postgres://countersign@127.0.0.1:${port}`
  await answering(`${url}/postgres`)
  const admin = new pg.Client({ connectionString: `${url}/postgres` })
  await admin.connect()
  const { rows } = await admin.query<{ version: number }>(
    "select current_setting('server_version_num')::int version",
  )
  const before15 = (rows[0]?.version ?? 0) < 150_000
  // Whatever the machine speaks: an order other than that of bytes is the one that could go wrong. Version 14 has no such.
  const order = before15 ? '' : "locale_provider icu icu_locale 'en-US'"
  await admin.query(`create database ${template} template template0 ${order}`)
  await admin.end()
  await migratePostgres({ url: `${url}/${template}`, connections: 2, pooled: false })
  process.env.COUNTERSIGN_TEST_POSTGRES = url
  // Files are copied, and what is in them is not written to the log as well: what version 14 does by itself.
  process.env.COUNTERSIGN_TEST_TEMPLATE = before15 ? template : `${template} strategy file_copy`
  process.env.COUNTERSIGN_TEST_CA = tls.ssl_ca_file
  return async () => {
    process.off('exit', kill)
    server.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

type Account = { uid: number; gid: number }

/** A certificate for `localhost` of an authority of its own, as a company has one for what is inside. */
function certify(folder: string, owner: Account | undefined) {
  const at = (name: string) => join(folder, name)
  const make = (words: string) => execFileSync('openssl', words.split(' '), { cwd: folder, stdio: 'ignore' })
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
  make(`req -x509 ${key} -days 2 -subj /CN=Authority -keyout ca.key -out ca.pem`)
  make(`req ${key} -subj /CN=localhost -keyout server.key -out server.csr`)
  writeFileSync(at('names'), 'subjectAltName=DNS:localhost')
  make(
    'x509 -req -days 2 -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile names -out server.pem',
  )
  chmodSync(at('server.key'), 0o600)
  if (owner) for (const name of ['server.key', 'server.pem']) chownSync(at(name), owner.uid, owner.gid)
  return {
    ssl: 'on',
    ssl_ca_file: at('ca.pem'),
    ssl_cert_file: at('server.pem'),
    ssl_key_file: at('server.key'),
  }
}

/** Somebody that initdb accepts, where root runs the tests. */
export function unprivileged(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  const account = ['postgres', 'nobody'].flatMap(
    (name) => accounts.find((line) => line.startsWith(`${name}:`)) ?? [],
  )[0]
  const [, , uid, gid] = account?.split(':') ?? []
  if (!uid || !gid)
    throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody.')
  return { uid: Number(uid), gid: Number(gid) }
}

/** Resolves when somebody answers there as PostgreSQL does. */
export async function answering(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch (error) {
      if (attempt > 300) throw error
      await wait(100)
    } finally {
      await client.end()
    }
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
