import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import type { Database, Reader, Writer } from './database'
import { postgresKit, withoutNul } from './kit'
import { migratePostgres, missingThrough } from './migrate-postgres'
import { busy, isBroken, lostParent, lostRace, NotBegun, plain } from './postgres-errors'
import { milliseconds } from './postgres-patience'
import { beginning, type DatabaseServer, openPools } from './postgres-pools'
import { joinPostgres } from './postgres-presence'
import { defineTables } from './tables'

/** How often a transaction that lost a race is begun in all before its loss is told. */
const tries = 5

/** What a connection's current transaction holds. */
type State = { client: pg.PoolClient; held: Set<string> }

/** Opens the database of a server, migrating it where needed. Throws what the server, or the way to it, says. */
export async function openPostgres(server: DatabaseServer): Promise<Database> {
  await migratePostgres(server)
  const presence = await joinPostgres(server)
  const { writing, reading } = openPools(server)
  const begin = beginning(server)
  const named = !server.pooled
  const tables = defineTables(postgresKit)
  const inside = new AsyncLocalStorage<true>()
  const reader = honest(drizzle(reading), named) as unknown as Reader
  const writers = new WeakMap<pg.PoolClient, Writer>()
  const states = new WeakMap<Writer, State>()
  let closed: Promise<unknown> | undefined

  const writerOf = (client: pg.PoolClient): Writer => {
    const known = writers.get(client)
    const writer = known ?? (honest(drizzle(client), named) as unknown as Writer)
    if (!known) writers.set(client, writer)
    states.set(writer, { client, held: new Set() })
    return writer
  }

  const once = <T>(work: (tx: Writer) => Promise<T>) =>
    lent(writing, async (client) => {
      const writer = writerOf(client)
      await client.query(begin).catch((error: unknown) => {
        throw new NotBegun(error)
      })
      const value = await inside.run(true, () => work(writer))
      const { command } = await client.query('commit')
      // What PostgreSQL says to a transaction in which a statement failed, whoever caught that.
      if (command !== 'COMMIT')
        throw new Error('A statement of this transaction failed, so none of it was kept.')
      return value
    })

  return {
    tables,
    get read() {
      if (inside.getStore())
        throw new Error('A read inside a write would miss its rows: use the transaction.')
      return reader
    },
    async write(work) {
      if (inside.getStore()) throw new Error('A write inside a write would wait for itself.')
      const until = Date.now() + milliseconds.lock
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(work)
        } catch (error) {
          const again = error instanceof NotBegun || lostRace(error) || lostParent(error)
          if (!again || attempt === tries || Date.now() > until) throw plain(error)
          await wait(Math.random() * 5 * 2 ** attempt)
        }
      }
    },
    async moment(work) {
      if (inside.getStore())
        throw new Error('A read inside a write would miss its rows: use the transaction.')
      return lent(reading, async (client) => {
        await client.query(begin)
        await client.query('set transaction isolation level repeatable read, read only')
        const value = await work(honest(drizzle(client), named) as unknown as Reader)
        await client.query('commit')
        return value
      }).catch((error: unknown) => {
        throw plain(error)
      })
    },
    async lock(tx, ...keys) {
      const state = states.get(tx)
      if (!state) throw new Error('Only a transaction can hold a lock.')
      // In one order, whoever asks: two who want the same locks never wait for each other.
      const wanted = [...new Set(keys.map(withoutNul))].filter((key) => !state.held.has(key)).sort()
      if (wanted.length === 0) return
      await state.client.query({
        ...(named && { name: 'lock' }),
        text: 'select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($1::text[]) key',
        values: [wanted],
      })
      for (const key of wanted) state.held.add(key)
    },
    async check() {
      await reader.select({ name: tables.serverFacts.name }).from(tables.serverFacts).limit(1)
    },
    migrationsMissing: missingThrough(reading),
    async close() {
      closed ??= Promise.all([writing.end(), reading.end(), presence.release()])
      await closed
    },
  }
}

/** Lends a connection, for one transaction. One that broke meanwhile is not lent to anyone else. */
async function lent<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw busy(error)
  })
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  // A connection that breaks while it is lent out says so by an event, which would end the process.
  client.on('error', onError)
  try {
    return await work(client)
  } catch (error) {
    // After a statement that was given up on nothing would be answered.
    if (isBroken(error)) broken ??= error as Error
    if (!broken) await client.query('rollback').catch(onError)
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

type Query = { execute(given?: unknown): Promise<unknown> }
type Session = {
  prepareQuery(built: { sql: string }, fields: unknown, name: unknown, ...more: unknown[]): Query
}

/** Makes queries throw what is `plain`, and gives those that were prepared a name of their own text. */
export function honest<Db extends object>(db: Db, named: boolean): Db {
  const { session } = db as unknown as { session: Session }
  const prepareQuery = session.prepareQuery.bind(session)
  session.prepareQuery = (built, fields, name, ...more) => {
    // The server keeps a named statement for each connection. Two texts of one name would be an error.
    const query = prepareQuery(built, fields, named && name ? nameOf(built.sql) : undefined, ...more)
    const execute = query.execute.bind(query)
    query.execute = (given) =>
      execute(given).catch((error: unknown) => {
        throw plain(error)
      })
    return query
  }
  return db
}

const nameOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)
