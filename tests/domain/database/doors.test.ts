import { AsyncLocalStorage } from 'node:async_hooks'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { type Database, DatabaseBusyError } from '@/db/database'
import { plus } from '@/db/expressions'
import { openDatabase } from '@/db/open'
import { holdDatabase } from '../../support/process/lock'
import { onPostgres } from '../../support/world/postgres'
import { openWorld, type World } from '../../support/world/world'

let world: World
let db: Database

beforeEach(async () => {
  world = await openWorld()
  db = world.db
})

const put = (name: string, value: string) =>
  db.write((tx) => tx.insert(db.tables.serverFacts).values({ name, value }))

const names = async () => (await db.read.select().from(db.tables.serverFacts)).map((fact) => fact.name)

test('the migrations make every table, with all its columns', async () => {
  for (const table of Object.values(db.tables))
    expect(await db.read.select().from(table).limit(1)).toBeInstanceOf(Array)
})

test('what a write returns is committed, and read at once', async () => {
  expect(
    await db.write(async (tx) => {
      await tx.insert(db.tables.serverFacts).values({ name: 'a', value: '1' })
      return 'done'
    }),
  ).toBe('done')
  expect(await names()).toEqual(['a'])
})

test('throwing rolls everything back, however late, and the next write works', async () => {
  const late = db.write(async (tx) => {
    await tx.insert(db.tables.serverFacts).values({ name: 'a', value: '1' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    await tx.insert(db.tables.serverFacts).values({ name: 'b', value: '2' })
    throw new Error('changed my mind')
  })
  await expect(late).rejects.toThrow('changed my mind')
  expect(await names()).toEqual([])
  await put('c', '3')
  expect(await names()).toEqual(['c'])
})

test('of writes asked for at once, each that throws is undone alone', async () => {
  const { serverFacts } = db.tables
  const outcomes = await Promise.allSettled(
    Array.from({ length: 80 }, (_, n) =>
      db.write(async (tx) => {
        await tx.insert(serverFacts).values({ name: `${n}`, value: '1' })
        if (n % 3 === 0) throw new Error('changed my mind')
        if (n % 3 === 1) await tx.insert(serverFacts).values({ name: `${n}`, value: 'twice' })
        return (await tx.select().from(serverFacts)).length
      }),
    ),
  )
  const kept = outcomes.flatMap(({ status }, n) => (status === 'fulfilled' ? [`${n}`] : []))
  expect(kept).toEqual(Array.from({ length: 26 }, (_, n) => `${3 * n + 2}`))
  expect((await names()).sort()).toEqual(kept.toSorted())
  if (onPostgres) return
  // On SQLite they take turns.
  const counts = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  expect(counts).toEqual(kept.map((_, n) => n + 1))
})

test('a write that is done is seen from another connection', async () => {
  const second = await openDatabase(world.place)
  const writes = Array.from({ length: 40 }, async (_, n) => {
    await put(`${n}`, '1')
    const { serverFacts } = second.tables
    const seen = await second.read
      .select()
      .from(serverFacts)
      .where(eq(serverFacts.name, `${n}`))
    expect([n, seen.length]).toEqual([n, 1])
  })
  await Promise.all(writes)
  await second.close()
})

test('writes in one line keep the AsyncLocalStorage of whoever asked', async () => {
  const who = new AsyncLocalStorage<number>()
  const asked = Array.from({ length: 10 }, (_, n) => who.run(n, () => db.write(async () => who.getStore())))
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 10 }, (_, n) => n))
})

test('a statement that fails rolls the ones before it back', async () => {
  await put('a', '1')
  const twice = db.write(async (tx) => {
    await tx.insert(db.tables.serverFacts).values({ name: 'b', value: '2' })
    await tx.insert(db.tables.serverFacts).values({ name: 'a', value: 'again' })
  })
  await expect(twice).rejects.toThrow(/unique/i)
  expect(await names()).toEqual(['a'])
})

test('the error of a failed statement does not tell what was to be stored', async () => {
  await put('a', '1')
  const secret = 'a sealed secret in a parameter'
  const error = await put('a', secret).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Error)
  expect(String(error)).not.toContain(secret)
})

test('a write in a write throws, and nothing of the outer one stays', async () => {
  const nested = db.write(async (tx) => {
    await tx.insert(db.tables.serverFacts).values({ name: 'outer', value: '1' })
    await put('inner', '2')
  })
  await expect(nested).rejects.toThrow('A write inside a write')
  expect(await names()).toEqual([])
})

test('a read in a write throws, for it would miss the rows of the transaction', async () => {
  await expect(db.write(async () => names())).rejects.toThrow('A read inside a write')
})

test('a write that is under way is not seen from outside', async () => {
  let goOn = () => {}
  const pause = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const writing = db.write(async (tx) => {
    await tx.insert(db.tables.serverFacts).values({ name: 'a', value: '1' })
    await pause
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await names()).toEqual([])
  goOn()
  await writing
  expect(await names()).toEqual(['a'])
})

test('the reader cannot write', async () => {
  const reader = db.read as unknown as Parameters<Parameters<Database['write']>[0]>[0]
  const write = async () => reader.insert(db.tables.serverFacts).values({ name: 'a', value: '1' })
  const error: Error = await write().then(
    () => new Error('It could.'),
    (thrown: Error) => thrown,
  )
  expect(String(error.cause ?? error)).toMatch(/read-?only/)
  expect(await names()).toEqual([])
})

test('of 200 claims of one row at once, one wins', async () => {
  await put('code', 'unused')
  const { serverFacts } = db.tables
  const claims = await Promise.all(
    Array.from({ length: 200 }, () =>
      db.write((tx) =>
        tx.update(serverFacts).set({ value: 'used' }).where(eq(serverFacts.value, 'unused')).returning(),
      ),
    ),
  )
  expect(claims.filter((claimed) => claimed.length === 1)).toHaveLength(1)
})

test('no count is lost between two connections that lock, read and then write', async () => {
  const second = await openDatabase(world.place)
  await db.write((tx) =>
    tx
      .insert(db.tables.throttles)
      .values({ key: 'n', attempts: 0, retryAt: new Date(0), expiresAt: new Date(0) }),
  )
  const { throttles } = db.tables
  const raise = (through: Database) =>
    through.write(async (tx) => {
      await through.lock(tx, 'n')
      const [row] = await tx.select().from(throttles)
      await tx.update(throttles).set({ attempts: (row?.attempts ?? 0) + 1 })
    })
  await Promise.all(Array.from({ length: 100 }, (_, n) => raise(n % 2 ? db : second)))
  await db.write((tx) => tx.update(throttles).set({ attempts: plus(throttles.attempts, 1) }))
  await second.close()
  const [row] = await db.read.select().from(throttles)
  expect(row?.attempts).toBe(101)
})

test('while another process holds the database a write waits, and then works', async () => {
  const letGo = await holdDatabase(world.place)
  const waiting = put('a', '1')
  expect(await names()).toEqual([])
  setTimeout(letGo, 300)
  await waiting
  expect(await names()).toEqual(['a'])
})

test('after five seconds it answers busy, all who wait in line together, and works again afterwards', async () => {
  const letGo = await holdDatabase(world.place)
  const begun = Date.now()
  const attempts = ['a', 'b', 'c', 'd'].map((name) => put(name, '1').catch((error: unknown) => error))
  for (const error of await Promise.all(attempts)) expect(error).toBeInstanceOf(DatabaseBusyError)
  expect(Date.now() - begun).toBeGreaterThanOrEqual(4900)
  expect(Date.now() - begun).toBeLessThan(9000)
  await letGo()
  await put('e', '1')
  expect(await names()).toEqual(['e'])
})

test('closing waits for the write under way', async () => {
  const other = await openDatabase(world.place)
  const writing = other.write(async (tx) => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    await tx.insert(other.tables.serverFacts).values({ name: 'last', value: '1' })
  })
  await other.close()
  await writing
  expect(await names()).toEqual(['last'])
})
