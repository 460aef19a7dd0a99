import { afterEach, expect, test } from 'vitest'
import { FileError } from '@/db/files/trouble'
import { openDatabase } from '@/db/open'
import { startPgBouncer } from '../../support/process/pgbouncer'
import { race } from '../../support/process/race'
import type { Job } from '../../support/process/race-rules'
import { problemsOf } from '../../support/world/audit-trail'
import { organization } from '../../support/world/organization'
import { askPostgres, dropDatabase, emptyDatabase } from '../../support/world/postgres'
import { openWorld, type World } from '../../support/world/world'

const ends: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

function serverOf({ place }: World) {
  if (!place.databaseServer) throw new Error('These tests are about PostgreSQL.')
  return place.databaseServer
}

/** The same world, through PgBouncer. */
async function throughPgBouncer(world: World): Promise<World> {
  const { pooled, stop } = await startPgBouncer(serverOf(world))
  ends.push(stop)
  const place = { ...world.place, databaseServer: pooled }
  const db = await openDatabase(place)
  ends.push(() => db.close())
  const ctx = { ...world.ctx, db }
  return { ...world, place, db, ctx, from: (origin) => ({ ...ctx, origin: { ...ctx.origin, ...origin } }) }
}

test('through PgBouncer in transaction mode people sign in, from several processes, and locks hold', async () => {
  const world = await throughPgBouncer(await openWorld())
  const org = await organization('Acme Freight', world)
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  expect(member.userId).toBe(agent.id)
  const jobs: Job[] = Array(8).fill({ rule: 'record', chain: org.id })
  expect(await race(world, [jobs, jobs, jobs])).toEqual(Array(24).fill('ok'))
  expect(await problemsOf(org)).toEqual([])
  const { refresh } = await agent.openSession({ channel: 'api' })
  const again: Job[] = Array(4).fill({ rule: 'refreshSession', refreshToken: refresh?.token ?? '' })
  expect(new Set(await race(world, [again, again, again])).size).toBe(1)
})

test('through PgBouncer servers that start at once make the tables once', async () => {
  const fresh = await emptyDatabase()
  ends.push(() => dropDatabase(fresh))
  const { pooled, stop } = await startPgBouncer(fresh)
  ends.push(stop)
  const place = { databaseFile: '', databaseServer: pooled }
  const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase(place)))
  for (const one of opened) ends.push(() => one.close())
  expect(await Promise.all(opened.map((one) => one.migrationsMissing()))).toEqual([0, 0, 0, 0])
})

test('with sslmode=verify-full nothing is said but to the server that the authority vouches for', async () => {
  const world = await openWorld()
  const server = serverOf(world)
  const to = (host: string, authority: string) => {
    const url = new URL(server.url)
    url.hostname = host
    url.search = `?sslmode=verify-full&sslrootcert=${authority}`
    return openDatabase({ ...world.place, databaseServer: { ...server, url: url.href } })
  }
  const ours = process.env.COUNTERSIGN_TEST_CA ?? ''
  const db = await to('localhost', ours)
  ends.push(() => db.close())
  await db.write((tx) => tx.insert(db.tables.serverFacts).values({ name: 'a', value: '1' }))
  expect(await db.read.select().from(db.tables.serverFacts)).toHaveLength(1)
  const encrypted = 'select count(*)::int n from pg_stat_ssl join pg_stat_activity using (pid)'
  const own = "where ssl and datname = current_database() and application_name = 'countersign'"
  // One that writes, one that reads, and one by which a move knows that somebody is there.
  expect(await askPostgres(server, `${encrypted} ${own}`)).toEqual([{ n: 3 }])

  // Its certificate is for the name, not for the address; and another authority does not know it.
  await expect(to('127.0.0.1', ours)).rejects.toThrow(FileError)
  await expect(to('127.0.0.1', ours)).rejects.toThrow(/altnames/)
  const other = ours.replace('ca.pem', 'server.pem')
  await expect(to('localhost', other)).rejects.toThrow(/certificate/)
})
