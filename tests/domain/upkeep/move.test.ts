import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { FileError } from '@/db/files/trouble'
import { type DatabasePlace, openDatabase } from '@/db/open'
import { mintConsole } from '@/lib/actors'
import { type Moving, moveDatabase } from '@/lib/acts/server/move'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { keyFileOf } from '@/lib/keys/key-file'
import { contextOf } from '@/lib/runtime'
import type { Settings } from '@/lib/settings'
import { allRows, everyTable } from '../../support/world/every-table'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { Person } from '../../support/world/person'
import { askPostgres, emptyDatabase, tablesOf } from '../../support/world/postgres'
import { plantUser } from '../../support/world/rows'
import { snapshotOf } from '../../support/world/snapshot'
import { firefox, keyInFile } from '../../support/world/world'

type Server = NonNullable<DatabasePlace['databaseServer']>

const move = (from: Settings, to: DatabasePlace, moving: Moving = {}) =>
  moveDatabase(from, mintConsole('root'), to, moving)
const inFile = (settings: Settings): Settings => ({ ...settings, databaseServer: null })
const onServer = (settings: Settings, databaseServer: Server): Settings => ({ ...settings, databaseServer })

/** A server of this organization that was stopped. */
async function stopped(org?: Organization): Promise<{ settings: Settings; server: Server }> {
  const { world } = org ?? (await organization())
  await world.db.close()
  const settings = keyInFile(world)
  await (await openRuntime(settings)).db.close()
  if (!settings.databaseServer) throw new Error('These tests are about PostgreSQL.')
  return { settings, server: settings.databaseServer }
}

/** The same, moved to its file, with a new database to move it to. */
async function stoppedInFile() {
  const { settings } = await stopped()
  granted(await move(settings, inFile(settings)))
  const fresh = await emptyDatabase()
  return { file: inFile(settings), fresh, onFresh: onServer(settings, fresh) }
}

const filesOf = ({ databaseFile }: Settings) =>
  existsSync(dirname(databaseFile))
    ? readdirSync(dirname(databaseFile)).filter((name) => !name.endsWith('.lock') && name !== 'audit.sealed')
    : []

const failing = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )

const breakAll = (server: Server) =>
  askPostgres(
    server,
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'countersign'",
  )

async function rowsOf(place: DatabasePlace) {
  const db = await openDatabase(place)
  const { auditEntries = [], auditHeads, ...rows } = await allRows(db)
  await db.close()
  const entries = auditEntries as { event: string }[]
  const moves = entries.filter(({ event }) => event === 'server.moved')
  return { rows, entries: entries.filter((entry) => !moves.includes(entry)), moves: moves.length }
}

test('everything is the same in the file, and on another server afterwards; people sign in as before', async () => {
  const org = await everyTable()
  const ben = await org.agent({ enrolled: true })
  const { settings } = await stopped(org)
  const before = await rowsOf(settings)
  expect(Object.entries(before.rows).filter(([, rows]) => rows.length === 0)).toEqual([])
  const counts: string[] = []
  const progress = (done: number, total: number) => void counts.push(`${done} of ${total}`)
  const { rows, damaged, sealed } = granted(await move(settings, inFile(settings), { progress }))
  expect([counts.at(-1), damaged, sealed > 3]).toEqual([`${rows} of ${rows}`, 0, true])
  expect(await rowsOf(inFile(settings))).toEqual({ ...before, moves: 1 })
  const fresh = await emptyDatabase()
  granted(await move(inFile(settings), onServer(settings, fresh)))
  expect(await rowsOf(onServer(settings, fresh))).toEqual({ ...before, moves: 2 })
  expect(await rowsOf(settings)).toEqual(before)

  const runtime = await openRuntime(onServer(settings, fresh))
  const ctx = { ...contextOf(runtime, firefox), now: org.world.clock.now }
  const again = new Person({ ...org.world, db: ctx.db, vault: ctx.vault, ctx }, ben)
  granted(await finishWithCode(ctx, await again.challenge(), { code: await ben.phone.nextCode() }))
  await runtime.db.close()
})

/** Those of this database: the cluster has others. */
const presences =
  "select pid from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"

test('while someone has it open nothing is moved', async () => {
  const { settings, server } = await stopped()
  const onIt = await openDatabase(settings)
  expect(codeOf(await move(settings, inFile(settings)))).toBe('move-running')
  expect(filesOf(settings)).toEqual([])
  await onIt.close()
  const pooled = { ...settings, databaseServer: { ...server, pooled: true } }
  const behindPooler = await openDatabase(pooled)
  // Its transaction lasts as long as it does, and keeps PostgreSQL from clearing nothing away.
  expect(
    await askPostgres(
      server,
      `select backend_xid, backend_xmin from pg_stat_activity join (${presences}) held using (pid)`,
    ),
  ).toEqual([{ backend_xid: null, backend_xmin: null }])
  expect(codeOf(await move(settings, inFile(settings)))).toBe('move-running')
  await behindPooler.close()

  const { file, fresh, onFresh } = await stoppedInFile()
  const inIt = await openDatabase(file)
  expect(codeOf(await move(file, onFresh))).toBe('move-running')
  await inIt.close()
  expect(await tablesOf(fresh)).toEqual([])
  granted(await move(file, onFresh))
})

test('one whose connection was lost is seen again before long', async () => {
  const { settings, server } = await stopped()
  const open = await openDatabase(settings)
  await breakAll(server)
  await expect.poll(() => askPostgres(server, `${presences} and granted`)).toHaveLength(1)
  expect(codeOf(await move(settings, inFile(settings)))).toBe('move-running')
  await open.close()
  expect(await askPostgres(server, presences)).toEqual([])
})

test('while it is moved, nobody opens it and nothing is written to it', async () => {
  const { settings, server } = await stopped()
  const said: string[] = []
  const onFirst = (work: () => Promise<void>) => ({
    progress: (done: number, total: number) => (said.length === 0 && done < total ? work() : undefined),
  })
  const write = "set lock_timeout = 100; insert into server_facts values ('a', 'b')"
  granted(
    await move(
      settings,
      inFile(settings),
      onFirst(async () => {
        said.push(await failing(openDatabase(settings)), await failing(askPostgres(server, write)))
      }),
    ),
  )
  expect(said).toEqual([expect.stringContaining('is being moved'), 'canceling statement due to lock timeout'])

  said.length = 0
  const fresh = await emptyDatabase()
  const file = inFile(settings)
  // As a server leaves it: with a write-ahead log, reading it keeps nobody from writing.
  await (await openDatabase(file)).close()
  let early: Promise<unknown> = Promise.resolve()
  granted(
    await move(
      file,
      onServer(settings, fresh),
      onFirst(async () => {
        said.push(await failing(openDatabase(file)))
        const connection = new Sqlite(file.databaseFile, { timeout: 100 })
        const insert = connection.prepare("insert into server_facts values ('a', 'b')")
        said.push(await failing(Promise.resolve().then(() => insert.run())))
        connection.close()
        early = openRuntime(onServer(settings, fresh)).then(({ db }) => db.close())
      }),
    ),
  )
  expect(said).toEqual([expect.stringContaining('or everything in it moved'), 'database is locked'])
  // A server that is started on the new database too early finds everything in it.
  await early
  expect((await rowsOf(onServer(settings, fresh))).moves).toBe(2)
})

test('where there is something already, nothing is moved, and that stays as it is', async () => {
  const { file, fresh, onFresh } = await stoppedInFile()
  await askPostgres(fresh, 'create table notes (text text)')
  expect(codeOf(await move(file, onFresh))).toBe('move-not-empty')
  expect(await tablesOf(fresh)).toEqual(['notes'])
  const started = onServer(file, await emptyDatabase())
  await (await openDatabase(started)).close()
  expect(codeOf(await move(file, started))).toBe('move-not-empty')

  const other = await stopped()
  const before = filesOf(file)
  for (const end of ['', '-wal', '-journal']) {
    const databaseFile = `${file.databaseFile}.other`
    writeFileSync(databaseFile + end, '')
    expect(codeOf(await move(other.settings, { databaseFile, databaseServer: null }))).toBe('move-not-empty')
    renameSync(databaseFile + end, `${file.databaseFile}.away`)
  }
  expect(filesOf(file)).toEqual([...before, 'countersign.sqlite.away'])
})

test('what cannot be moved is said, and nothing is made', async () => {
  const { settings, server } = await stopped()
  const refused = async (from: Settings, to: DatabasePlace) => codeOf(await move(from, to))
  expect(await refused(settings, onServer(settings, await emptyDatabase()))).toBe('move-same-kind')
  expect(await refused(inFile(settings), onServer(settings, await emptyDatabase()))).toBe('move-nothing')
  const { secretsFolder } = settings
  expect(await refused({ ...settings, secretsFolder: '/nowhere' }, inFile(settings))).toBe('move-key-missing')
  renameSync(keyFileOf(settings), `${secretsFolder}/another`)
  writeFileSync(keyFileOf(settings), `${Buffer.alloc(32).toString('base64')}\n`)
  expect(await refused(settings, inFile(settings))).toBe('move-key-missing')
  await askPostgres(server, 'delete from migrations')
  expect(await refused(settings, inFile(settings))).toBe('move-outdated')
  expect(filesOf(settings)).toEqual([])
})

test('a connection that breaks on the way leaves nothing behind, and the next try does it', async () => {
  const { settings, server } = await stopped()
  const before = await snapshotOf(settings)
  const breaking = (broken: Server) => ({
    progress: async (done: number) => void (done > 3 && (await breakAll(broken))),
  })
  await expect(move(settings, inFile(settings), breaking(server))).rejects.toThrow(FileError)
  expect(filesOf(settings)).toEqual([])
  expect(await snapshotOf(settings)).toEqual(before)
  granted(await move(settings, inFile(settings)))

  const file = inFile(settings)
  const standing = await snapshotOf(file)
  const fresh = await emptyDatabase()
  await expect(move(file, onServer(settings, fresh), breaking(fresh))).rejects.toThrow(FileError)
  expect(await tablesOf(fresh)).toEqual([])
  expect(await snapshotOf(file)).toEqual(standing)
  granted(await move(file, onServer(settings, fresh)))
})

test('rows that the copy lacks are noticed, and it is thrown away', async () => {
  const { settings, server } = await stopped()
  // Rows that are counted and not handed out: a policy of rows, for a role that is under it.
  const name = new URL(server.url).pathname.slice(1)
  await askPostgres(server, `create role ${name} login`)
  for (const table of await tablesOf(server)) await askPostgres(server, `grant all on "${table}" to ${name}`)
  const url = server.url.replace('countersign@', `${name}@`)
  const hiding = onServer(settings, { ...server, url })
  await askPostgres(
    server,
    "alter table headcounts enable row level security; create policy hiding on headcounts using (current_query() ilike '%count(%')",
  )
  expect(codeOf(await move(hiding, inFile(settings)))).toBe('move-differs')
  expect(filesOf(settings)).toEqual([])
  await askPostgres(server, `drop owned by ${name}; drop role ${name}`)
})

test('what was damaged before is moved as it is, and told of', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  await plantUser(org.ctx, ben.id, { authenticatorSecret: Buffer.from('damaged') })
  await askPostgres(
    org.world.place.databaseServer as Server,
    "update audit_entries set body = replace(body, 'Firefox', 'Safari')",
  )
  const { settings } = await stopped(org)
  const { damaged } = granted(await move(settings, inFile(settings)))
  expect(damaged).toBeGreaterThan(1)
})
