import { getTableName } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Reader, Writer } from '../database'
import { FileError } from '../files/trouble'
import { postgresKit } from '../kit'
import { migrateWithin, postgresMigrationsMissing, serverInWords } from '../migrate-postgres'
import { honest } from '../postgres'
import { milliseconds } from '../postgres-patience'
import { connectionTo, type DatabaseServer } from '../postgres-pools'
import { presenceKey } from '../postgres-presence'
import { defineTables } from '../tables'
import { fromDriver, type Hindrance, type Source, storedColumns, type Target, toDriver, within } from './ends'

const tables = defineTables(postgresKit)
const atOnce = 1000

/** Takes a database to itself to read all of it. Throws `FileError` where it cannot be used. */
export async function sourceOnServer(server: DatabaseServer): Promise<Source | Hindrance> {
  if ((await postgresMigrationsMissing(server)) !== 0) return 'move-outdated'
  const held = await begin(server)
  const { client, said } = held
  const [alone] = await said(
    `select pg_try_advisory_xact_lock(hashtextextended('${presenceKey}', 0)) as held`,
  )
  if (!alone?.held) {
    await held.end()
    return 'move-running'
  }
  // Whatever else writes to it, past Countersign, waits until this has ended.
  const names = Object.values(tables).map((table) => `"${getTableName(table)}"`)
  try {
    await client.query(`lock table ${names.join()} in share mode`)
  } catch (error) {
    await held.end()
    if ((error as { code?: string }).code === '55P03') return 'move-running'
    throw told(server, error)
  }
  return {
    ...held,
    async *rows(name) {
      const columns = storedColumns(tables[name])
      const listed = columns.map((column) => `"${column.name}"`).join()
      await said(`declare moving no scroll cursor for select ${listed} from "${getTableName(tables[name])}"`)
      for (;;) {
        const rows = await held.values(`fetch ${atOnce} from moving`)
        if (rows.length === 0) break
        yield rows.map((row) => fromDriver(columns, row))
      }
      await said('close moving')
    },
    release: held.end,
  }
}

/** Takes an empty database to itself and makes its tables. Throws `FileError` where it cannot be used. */
export async function targetOnServer(server: DatabaseServer): Promise<Target | Hindrance> {
  const held = await begin(server)
  const { client, said } = held
  const there = await said(
    'select table_name from information_schema.tables where table_schema = current_schema() limit 1',
  )
  if (there.length > 0) {
    await held.end()
    return 'move-not-empty'
  }
  try {
    await migrateWithin(client)
  } catch (error) {
    await held.end()
    throw told(server, error)
  }
  return {
    ...held,
    async add(name, rows) {
      const columns = storedColumns(tables[name])
      const listed = columns.map((column) => `"${column.name}"`).join()
      const given = columns.map((column, n) => `$${n + 1}::${typeOf(column.getSQLType())}[]`).join()
      // One array for each column: a statement takes some thousand parameters only.
      const values = columns.map((column, n) => rows.map((row) => toDriver(column, row[n])))
      await said(
        `insert into "${getTableName(tables[name])}" (${listed}) select * from unnest(${given})`,
        values,
      )
    },
    async keep() {
      // The planner knows from the first query on what there is.
      await said('analyze')
      const { command } = await client.query('commit').catch((cause: unknown) => {
        const words = `The connection to ${serverInWords(server)} was lost at the very end. Set DATABASE_URL to it and run doctor: everything is there, or nothing.`
        throw new FileError(words, { cause })
      })
      if (command !== 'COMMIT') throw new Error('A statement of the move failed, so none of it was kept.')
    },
    drop: held.end,
  }
}

/** A transaction of one's own, of any length. Ending it undoes what was not committed. */
async function begin(server: DatabaseServer) {
  const client = new pg.Client(connectionTo(server))
  // What breaks is told by the query that waits for it.
  client.on('error', () => {})
  const end = async () => {
    await client.end().catch(() => {})
  }
  const said = (text: string, values?: unknown[]) =>
    client.query<Record<string, unknown>>(text, values).then(
      ({ rows }) => rows,
      (error: unknown) => {
        throw told(server, error)
      },
    )
  try {
    await client.connect()
    await client.query(
      `begin; set local lock_timeout = ${milliseconds.lock}; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`,
    )
  } catch (error) {
    await end()
    throw told(server, error)
  }
  return {
    client,
    said,
    end,
    db: within(tables, honest(drizzle(client), false) as unknown as Reader & Writer),
    async count(name: keyof typeof tables) {
      const [row] = await said(`select count(*)::int as n from "${getTableName(tables[name])}"`)
      return Number(row?.n)
    },
    values: (text: string) =>
      client.query<unknown[]>({ text, rowMode: 'array' }).then(
        ({ rows }) => rows,
        (error: unknown) => {
          throw told(server, error)
        },
      ),
  }
}

/** A type as a value is cast to it: how its text is ordered is the column's business. */
const typeOf = (type: string) => type.replace(/ collate .*/i, '')

/** In words, without the password that the address may hold. */
function told(server: DatabaseServer, cause: unknown): FileError {
  if (cause instanceof FileError) return cause
  const { message, errors } = cause as Error & { errors?: Error[] }
  const words = (message || errors?.[0]?.message || String(cause)).replace(/\.?\s*$/, '')
  return new FileError(`The database ${serverInWords(server)} can't be used: ${words}.`, { cause })
}
