import pg from 'pg'
import { milliseconds } from './postgres-patience'

/** Where a PostgreSQL database is, and how it is reached. */
export type DatabaseServer = {
  /** A `postgres://` address: what stands behind `?` is for the driver, such as `sslmode=verify-full`. */
  url: string
  /** Connections for writing, and as many for reading. */
  connections: number
  /** Whether a pooler stands before it that gives each transaction another connection, as PgBouncer's `transaction` mode does. */
  pooled: boolean
}

const manners = {
  lock_timeout: milliseconds.lock,
  statement_timeout: milliseconds.statement,
  idle_in_transaction_session_timeout: milliseconds.idleInTransaction,
}

/** How a transaction begins. Behind a pooler a session is not ours to be told anything: each transaction is told instead. */
export const beginning = ({ pooled }: DatabaseServer) =>
  pooled
    ? `begin; ${Object.entries(manners)
        .map(([name, value]) => `set local ${name} = ${value}`)
        .join('; ')}`
    : 'begin'

/** How one connection is made. The address's own options stand before ours. */
export function connectionTo(
  server: DatabaseServer,
  options: Record<string, string | number> = {},
): pg.ClientConfig {
  const url = new URL(server.url)
  const ours = Object.entries(options).map(([name, value]) => `-c ${name}=${value}`)
  if (ours.length > 0)
    url.searchParams.set('options', [url.searchParams.get('options') ?? '', ...ours].join(' ').trim())
  return {
    connectionString: url.href,
    application_name: 'countersign',
    connectionTimeoutMillis: milliseconds.connection,
    keepAlive: true,
  }
}

function poolOf(server: DatabaseServer, options: Record<string, string | number>): pg.Pool {
  const pool = new pg.Pool({
    ...connectionTo(server, server.pooled ? {} : { ...manners, ...options }),
    max: server.connections,
    idleTimeoutMillis: milliseconds.idle,
    query_timeout: milliseconds.silence,
  })
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

/** Connections that write, and others that cannot (behind a pooler they could, and are only not asked to). */
export const openPools = (server: DatabaseServer) => ({
  writing: poolOf(server, {}),
  reading: poolOf(server, { default_transaction_read_only: 'on' }),
})
