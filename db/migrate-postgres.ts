import { join } from 'node:path'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import pg from 'pg'
import { FileError } from './files/trouble'
import { milliseconds } from './postgres-patience'
import { connectionTo, type DatabaseServer } from './postgres-pools'

const migrationsFolder = join(process.cwd(), 'db', 'migrations', 'postgres')
const lock = 'countersign:migrations'

/**
 * Brings the schema up to date in one transaction: all of it or nothing. Of several servers that start at once, one does; the
 * others wait for it. Throws `FileError` for a database that is not ours, or was written by a newer version.
 */
export async function migratePostgres(server: DatabaseServer): Promise<void> {
  await connected(server, async (client) => {
    if ((await pending(client)).length === 0) return
    await client.query(
      `begin; set local lock_timeout = ${milliseconds.migrations}; set local statement_timeout = 0`,
    )
    await migrateWithin(client)
    await client.query('commit')
  })
}

/** The same within a transaction. Until that ends, no one else does it, nor starts on a database without tables. */
export async function migrateWithin(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lock])
  await client.query(
    'create table if not exists migrations (hash text primary key, applied_at timestamptz not null default clock_timestamp())',
  )
  // Asked again: another server may have been faster.
  for (const migration of await pending(client)) {
    for (const statement of migration.sql) await client.query(statement)
    await client.query('insert into migrations (hash) values ($1)', [migration.hash])
  }
}

/** How many migrations a database still waits for. Changes nothing. */
export const postgresMigrationsMissing = (server: DatabaseServer): Promise<number> =>
  connected(server, async (client) => (await pending(client)).length)

/** The same of one that is open, each time it is asked; below 0 where a newer version was there. */
export function missingThrough(pool: pg.Pool): () => Promise<number> {
  const own = readMigrationFiles({ migrationsFolder }).length
  return async () => {
    const { rows } = await pool.query<{ known: number }>('select count(*)::int as known from migrations')
    return own - (rows[0]?.known ?? 0)
  }
}

async function connected<T>(server: DatabaseServer, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connectionTo(server))
  // What breaks is told by the query that waits for it.
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    throw error instanceof FileError ? error : serverError(server, error)
  } finally {
    await client.end()
  }
}

async function pending(client: pg.Client): Promise<MigrationMeta[]> {
  const migrations = readMigrationFiles({ migrationsFolder })
  const tables = await client.query<{ name: string }>(
    'select table_name as name from information_schema.tables where table_schema = current_schema()',
  )
  const names = tables.rows.map(({ name }) => name)
  if (!names.includes('migrations')) {
    // A database of another program is not to be filled with our tables.
    if (names.length > 0)
      throw new FileError(
        'The database in DATABASE_URL is not empty, and not one of Countersign. Name another one.',
      )
    return migrations
  }
  const { rows } = await client.query<{ hash: string }>('select hash from migrations')
  if (rows.some(({ hash }) => !migrations.some((migration) => migration.hash === hash)))
    throw new FileError(
      'The database in DATABASE_URL was written by a newer Countersign. Start that version.',
    )
  const known = new Set(rows.map(({ hash }) => hash))
  return migrations.filter(({ hash }) => !known.has(hash))
}

/** Which one it is, to be said to people: no password is in it. */
export function serverInWords({ url }: Pick<DatabaseServer, 'url'>): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

/** In words, without the password that the address may hold. */
export function serverError(server: DatabaseServer, cause: unknown): FileError {
  const { message, errors } = cause as Error & { errors?: Error[] }
  const said = (message || errors?.[0]?.message || String(cause)).replace(/\.?\s*$/, '')
  return new FileError(
    `The database ${serverInWords(server)} can't be used: ${said}. Check DATABASE_URL, and that the server is running.`,
    { cause },
  )
}
