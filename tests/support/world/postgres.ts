import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { DatabasePlace } from '@/db/open'

type Server = NonNullable<DatabasePlace['databaseServer']>

/** Whether this run is on PostgreSQL (`COUNTERSIGN_TEST_DATABASE=postgres`). */
export const onPostgres = process.env.COUNTERSIGN_TEST_DATABASE === 'postgres'

/** Declares tests that look into SQLite itself, and says why they can have no twin on PostgreSQL. */
export function onlyOnSqlite(reason: string, declare: () => void): void {
  if (!onPostgres || !reason) declare()
}

const ways = new Map<string, pg.Pool>()

/** Says something to the server itself, over a connection that stays for the next time and keeps no process from ending. */
async function say(text: string): Promise<void> {
  const connectionString = `${process.env.COUNTERSIGN_TEST_POSTGRES}/postgres`
  let way = ways.get(connectionString)
  if (!way) {
    way = new pg.Pool({ connectionString, allowExitOnIdle: true })
    // One that breaks while nobody uses it is replaced.
    way.on('error', () => {})
    ways.set(connectionString, way)
  }
  await way.query(text)
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

/** A database of one's own, in some milliseconds; null where tests run on SQLite. */
export const newDatabase = async (): Promise<Server | null> => (onPostgres ? templatedDatabase() : null)

/** The same, for those who started a cluster themselves. */
export const templatedDatabase = (): Promise<Server> =>
  makeDatabase(process.env.COUNTERSIGN_TEST_TEMPLATE ?? '')

const beside = new Map<string, Server>()

/** The setting of a server whose own files are in this folder: each time the same database. None where tests run on SQLite. */
export async function databaseBeside(dataFolder: string): Promise<{ DATABASE_URL?: string }> {
  const known = beside.get(dataFolder) ?? (await newDatabase())
  if (!known) return {}
  beside.set(dataFolder, known)
  return { DATABASE_URL: known.url }
}

/** Drops it, with its folder. */
export async function forgetDatabase(dataFolder: string): Promise<void> {
  await dropDatabase(beside.get(dataFolder) ?? null)
  beside.delete(dataFolder)
}

/** One without any table. */
export const emptyDatabase = (): Promise<Server> => makeDatabase('template0')

async function makeDatabase(template: string): Promise<Server> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await say(`create database ${name} template ${template}`)
  return { url: `${process.env.COUNTERSIGN_TEST_POSTGRES}/${name}`, connections: 10, pooled: false }
}

export async function dropDatabase(server: Server | null): Promise<void> {
  if (server) await say(`drop database if exists ${new URL(server.url).pathname.slice(1)} with (force)`)
}

/** Takes tables for writing, all of them where none is named; returns what lets go of them. */
export async function holdTables({ url }: Server, named: string[] = []): Promise<() => Promise<void>> {
  const tables = named.length > 0 ? named : await tablesOf({ url })
  const client = await connect(url)
  await client.query(`begin; lock table ${tables.join()} in exclusive mode`)
  return () => client.end()
}

/** Resolves when so many transactions wait for what another one holds. */
export async function untilWaiting(server: Server, howMany: number): Promise<void> {
  const waiting =
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
  for (;;) {
    const [row] = await askPostgres<{ n: number }>(server, waiting)
    if ((row?.n ?? 0) >= howMany) return
  }
}

/** Breaks every connection to a database and lets nobody in any more; returns what lets them in again. */
export async function closeToAll({ databaseServer }: DatabasePlace): Promise<() => Promise<void>> {
  if (!databaseServer) throw new Error('Nobody can be kept out of a file.')
  const name = new URL(databaseServer.url).pathname.slice(1)
  await say(`alter database ${name} allow_connections false`)
  await say(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
  return () => say(`alter database ${name} allow_connections true`)
}

/** Everything that a database holds, each value as its bytes. */
export async function bytesStored(server: Server): Promise<Buffer> {
  const held: Buffer[] = []
  for (const name of await tablesOf(server))
    for (const row of await askPostgres(server, `select * from ${name}`))
      for (const value of Object.values(row))
        held.push(Buffer.isBuffer(value) ? value : Buffer.from(`${value}`))
  return Buffer.concat(held)
}

/** The names of all tables. */
export async function tablesOf(server: Pick<Server, 'url'>): Promise<string[]> {
  const named = "select tablename as name from pg_tables where schemaname = 'public' order by 1"
  return (await askPostgres<{ name: string }>(server, named)).map(({ name }) => name)
}

/** Asks a database past the product. */
export async function askPostgres<Row extends pg.QueryResultRow>(
  { url }: Pick<Server, 'url'>,
  text: string,
): Promise<Row[]> {
  const client = await connect(url)
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}
