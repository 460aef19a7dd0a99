import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Tables } from './tables'

type Everything = PgDatabase<PgQueryResultHKT>

/** Select only. */
export type Reader = Pick<Everything, 'select' | 'selectDistinct'>
/** One transaction. */
export type Writer = Pick<Everything, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'>

/** The two doors to the data. Typed as PostgreSQL, whatever stands behind them. */
export type Database = {
  tables: Tables
  /** Select only, on a connection of its own that cannot write. Throws inside a `write`: it would miss its rows. */
  readonly read: Reader
  /**
   * One transaction: returning commits, throwing rolls back. Others may be kept waiting meanwhile, so the body must not
   * wait for anything but its own queries: no hashing, no email. It may be run again where it lost against another one, so
   * it changes nothing outside the transaction. Throws `DatabaseBusyError` when the database is not to be had for some
   * seconds, `DatabaseFullError` when the disk does not take it, `DatabaseGoneError` when its file is not there any more,
   * and an Error when called inside a `write`: it would wait for itself.
   */
  write<T>(work: (tx: Writer) => Promise<T>): Promise<T>
  /**
   * Everything that is read inside is of one moment, whatever is written meanwhile. For a short while only: what is
   * replaced meanwhile is kept for it. Throws inside a `write`.
   */
  moment<T>(work: (read: Reader) => Promise<T>): Promise<T>
  /**
   * Serialises writers of these things until the transaction ends: nothing else does, where writers do not take turns. What
   * is read on whose strength something is written is read after its lock was taken. In one order everywhere (0023): a
   * batch, a person, admins, groups, recovery, email, throttle, outbox, headcounts, audit.
   */
  lock(tx: Writer, ...keys: string[]): Promise<void>
  /** Reads something. Throws where that cannot be, or where the file is another one by now. */
  check(): Promise<void>
  /** How many migrations of this build it waits for; below 0, of how many it was given by a newer one. */
  migrationsMissing(): Promise<number>
  close(): Promise<void>
}

/**
 * The database was not to be had for too long: another process kept it to itself, or its server did not answer. Nothing was
 * written, unless the connection was lost in the very moment of the commit.
 */
export class DatabaseBusyError extends Error {
  override name = 'DatabaseBusyError'
}

/** The disk is full, or does not take what is written to it. Nothing was written. */
export class DatabaseFullError extends Error {
  override name = 'DatabaseFullError'
}

/**
 * Whether the database could not do its work, whatever it was asked: it is held, full, damaged or closed. What a row
 * breaks is no such trouble.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof DatabaseBusyError || error instanceof DatabaseFullError) return true
  const { code = '', message, cause } = error as Error & { code?: string }
  const said = String(code)
  if (said.startsWith('SQLITE_') && !said.startsWith('SQLITE_CONSTRAINT')) return true
  // PostgreSQL's classes of errors: its connection, its resources, its operator, its system, its files, itself.
  if (/^(08|53|55|57|58|F0|XX)...$/.test(said)) return true
  return message === 'The database connection is not open' || isDatabaseTrouble(cause)
}

/** The file of the database was moved, removed or replaced. Nothing was written, and nothing will be. */
export class DatabaseGoneError extends Error {
  override name = 'DatabaseGoneError'
}
