import { eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { type Database, DatabaseBusyError } from '@/db/database'
import { FileError } from '@/db/files/trouble'
import { fileOf, openDatabase } from '@/db/open'
import { examine } from '@/lib/cli/examine'
import { added } from '../../support/world/apps'
import { organization } from '../../support/world/organization'
import { askPostgres, dropDatabase, emptyDatabase } from '../../support/world/postgres'
import { keyInFile, openWorld, type World } from '../../support/world/world'

let world: World
let db: Database
let server: NonNullable<World['place']['databaseServer']>

beforeEach(async () => {
  world = await openWorld()
  db = world.db
  if (!world.place.databaseServer) throw new Error('These tests are about PostgreSQL.')
  server = world.place.databaseServer
})

const put = (name: string, value = '1') =>
  db.write((tx) => tx.insert(db.tables.serverFacts).values({ name, value }))
const names = async () => (await db.read.select().from(db.tables.serverFacts)).map(({ name }) => name)

/** Breaks every connection of the product, as a restart of the server does. */
const breakAll = () =>
  askPostgres(
    server,
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'countersign'",
  )

test('a connection that breaks in a transaction is a database that is busy, and nothing of it is kept', async () => {
  const broken = db.write(async (tx) => {
    await tx.insert(db.tables.serverFacts).values({ name: 'a', value: '1' })
    await breakAll()
    await tx.insert(db.tables.serverFacts).values({ name: 'b', value: '1' })
  })
  await expect(broken).rejects.toThrow(DatabaseBusyError)
  await put('c')
  expect(await names()).toEqual(['c'])
})

test('after all connections broke, writing and reading go on', async () => {
  await Promise.all(Array.from({ length: 8 }, (_, n) => put(`${n}`)))
  await names()
  await breakAll()
  const reading = await names().catch((error: unknown) => error)
  if (reading instanceof Error) expect(reading).toBeInstanceOf(DatabaseBusyError)
  await put('after')
  expect(await names()).toContain('after')
})

test('a transaction that loses against another one is run again, and both are kept', async () => {
  for (const name of ['a', 'b']) await put(name, '0')
  const { serverFacts } = db.tables
  let met = 0
  const crossing = (first: string, second: string) =>
    db.write(async (tx) => {
      await tx.update(serverFacts).set({ value: first }).where(eq(serverFacts.name, first))
      met++
      await vi.waitFor(() => expect(met).toBeGreaterThan(1), { timeout: 10_000 })
      await tx.update(serverFacts).set({ value: first }).where(eq(serverFacts.name, second))
    })
  await Promise.all([crossing('a', 'b'), crossing('b', 'a')])
  // The one that lost may lose its second try as well, to the commit of the other.
  expect(met).toBeGreaterThan(2)
  const [one, other] = await db.read.select().from(serverFacts)
  expect(one?.value).toBe(other?.value)
})

test('a transaction that writes to what was deleted meanwhile is run again, and sees that', async () => {
  const org = await organization()
  const { appId } = await added(org)
  const { apps, appProblems } = org.ctx.db.tables
  const { databaseServer } = org.world.place
  if (!databaseServer) throw new Error('These tests are about PostgreSQL.')
  const seen: number[] = []
  await org.ctx.db.write(async (tx) => {
    const found = await tx.select({ id: apps.id }).from(apps).where(eq(apps.id, appId))
    seen.push(found.length)
    if (found.length === 0) return
    await askPostgres(databaseServer, `delete from apps where id = '${appId}'`)
    const problem = {
      id: 'x',
      appId,
      userId: null,
      code: 'secret-wrong' as const,
      detail: '{}',
      at: new Date(),
    }
    await tx.insert(appProblems).values(problem)
  })
  expect(seen).toEqual([1, 0])
})

test('a transaction that goes on past a failed statement does not seem to commit', async () => {
  await put('a')
  const past = db.write(async (tx) => {
    await tx.insert(db.tables.serverFacts).values({ name: 'b', value: '1' })
    await tx
      .insert(db.tables.serverFacts)
      .values({ name: 'a', value: 'twice' })
      .catch(() => {})
  })
  await expect(past).rejects.toThrow('none of it was kept')
  expect(await names()).toEqual(['a'])
})

test('on a standby a write is a database that is busy, and works once there is a successor', async () => {
  const name = new URL(server.url).pathname.slice(1)
  const asStandby = (on: boolean) =>
    askPostgres(
      server,
      `begin read write; alter database "${name}" set default_transaction_read_only = ${on}; commit`,
    )
  await asStandby(true)
  await breakAll()
  await expect(put('a')).rejects.toThrow(DatabaseBusyError)
  await asStandby(false)
  await put('b')
  expect(await names()).toEqual(['b'])
})

test('a server that is not there is a database that is busy', async () => {
  const again = await openDatabase(world.place)
  await dropDatabase(server)
  const reading = async () => again.read.select().from(again.tables.serverFacts)
  await expect(reading()).rejects.toThrow()
  await again.close()
  const nowhere = {
    ...world.place,
    databaseServer: { ...server, url: 'postgres://cs:secret@127.0.0.1:9/cs' },
  }
  const error = await openDatabase(nowhere).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(FileError)
  expect((error as Error).message).toContain("The database 127.0.0.1:9/cs can't be used")
  expect((error as Error).message).not.toContain('secret')
})

test('servers that start at once on an empty database make its tables once', async () => {
  const fresh = await emptyDatabase()
  const place = { ...world.place, databaseServer: fresh }
  const opened = await Promise.all(Array.from({ length: 5 }, () => openDatabase(place)))
  expect(await opened[0]?.read.select().from(db.tables.users)).toEqual([])
  for (const one of opened) await one.close()
  await dropDatabase(fresh)
})

test('a database of another program, or of a newer version, is refused and left as it is', async () => {
  const fresh = await emptyDatabase()
  const place = { ...world.place, databaseServer: fresh }
  await askPostgres(fresh, 'create table notes (text text)')
  await expect(openDatabase(place)).rejects.toThrow('is not empty, and not one of Countersign')
  expect(await askPostgres(fresh, "select tablename from pg_tables where schemaname = 'public'")).toEqual([
    { tablename: 'notes' },
  ])
  await dropDatabase(fresh)
  await askPostgres(server, "insert into migrations (hash) values ('of tomorrow')")
  await expect(openDatabase(world.place)).rejects.toThrow('written by a newer Countersign')
})

test('behind a pooler that gives each transaction another connection nothing is said to a session', async () => {
  const pooled = await openDatabase({ ...world.place, databaseServer: { ...server, pooled: true } })
  const { serverFacts } = pooled.tables
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      pooled.write(async (tx) => {
        await pooled.lock(tx, 'one')
        await tx.insert(serverFacts).values({ name: `${n}`, value: '1' })
      }),
    ),
  )
  expect(await pooled.read.select().from(serverFacts)).toHaveLength(20)
  const said = await askPostgres(
    server,
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and query ~* '^(set|prepare)'",
  )
  expect(said).toEqual([{ n: 0 }])
  await pooled.close()
})

test('a NUL in what someone typed is stored as what it looks like', async () => {
  await put('a\0b')
  expect(await names()).toEqual(['a\uFFFDb'])
  expect(
    await db.read.select().from(db.tables.serverFacts).where(eq(db.tables.serverFacts.name, 'a\0b')),
  ).toHaveLength(1)
})

test('text is ordered by its bytes, whatever the language of the database', async () => {
  for (const name of ['a', 'B', 'ä', '-z', 'Z']) await put(name)
  const { serverFacts } = db.tables
  const rows = await db.read.select().from(serverFacts).orderBy(serverFacts.name)
  expect(rows.map(({ name }) => name)).toEqual(['-z', 'B', 'Z', 'a', 'ä'])
})

test('doctor looks at the database of a server, and says when it is not there', async () => {
  const settings = keyInFile(world)
  const nowhere = { host: '127.0.0.1', port: 9 }
  const about = async (name: string, one = settings) =>
    (await examine(one, nowhere)).filter((finding) => finding.name === name)
  expect(await about('migrations')).toMatchObject([{ level: 'ok' }])
  const url = 'postgres://cs:secret@127.0.0.1:9/cs'
  const lost = { ...settings, databaseServer: { ...server, url } }
  expect(await about('database', lost)).toMatchObject([{ level: 'problem' }])
})

test('what is done to a file is refused, with what to do instead', () => {
  expect(() => fileOf(world.place)).toThrow(/pg_dump.*SECRETS_DIR/)
  expect(fileOf({ ...world.place, databaseServer: null })).toBe(world.file)
})

test('it says how many migrations of this build it waits for, and which a newer one gave it', async () => {
  expect(await db.migrationsMissing()).toBe(0)
  await askPostgres(server, "insert into migrations (hash) values ('of a newer version')")
  expect(await db.migrationsMissing()).toBe(-1)
  await askPostgres(server, 'delete from migrations')
  expect(await db.migrationsMissing()).toBeGreaterThan(0)
})
