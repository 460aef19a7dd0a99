import { DrizzleQueryError } from 'drizzle-orm'
import { DatabaseBusyError, DatabaseFullError } from './database'

/** What the server, or the way to it, says of itself: nothing that a row breaks. It passes, sooner or later. */
const passing = new Set([
  '55P03', // lock_not_available: lock_timeout
  '57014', // query_canceled: statement_timeout
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57P05', // idle_session_timeout
  '53300', // too_many_connections
  '53400', // configuration_limit_exceeded
  '25P03', // idle_in_transaction_session_timeout
  '28000', // invalid_authorization_specification, as while a password is being changed
  '28P01', // invalid_password
  '55000', // object_not_in_prerequisite_state: the database takes no connections
  '3D000', // invalid_catalog_name: the database was dropped, or is being restored
  '25006', // read_only_sql_transaction: a standby, after a failover
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '08P01', // protocol_violation: what a pooler says that lost its server
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ENOENT', // its socket is a file
  'EAI_AGAIN',
])
/** The driver itself has no codes. */
const words = /timeout exceeded when trying to connect|Connection terminated|not queryable|read timeout/i

/** lock_not_available, serialization_failure, deadlock_detected: nothing was written, and it may well work the next time. */
const passesBeforeLong = new Set(['55P03', '40001', '40P01'])

/** A connection that was kept, and is none any more: nothing was done on it yet. */
export class NotBegun extends Error {
  constructor(cause: unknown) {
    super('The transaction could not begin.', { cause })
  }
}

/** What lies under the names that drizzle and we gave it. */
function causeOf(error: unknown): unknown {
  const wrapped =
    error instanceof DrizzleQueryError || error instanceof DatabaseBusyError || error instanceof NotBegun
  return wrapped && error.cause ? causeOf(error.cause) : error
}

/** Five letters and digits (SQLSTATE), or what the system calls its error. */
function codeOf(error: unknown): string | undefined {
  const { code, errors, cause } = (error ?? {}) as { code?: unknown; errors?: unknown; cause?: unknown }
  if (typeof code === 'string') return code
  // A name with several addresses, none of which answered.
  const [first] = Array.isArray(errors) ? errors : []
  return first || cause ? codeOf(first ?? cause) : undefined
}

/** Whether a transaction lost against another one and may be started again. */
export const lostRace = (error: unknown) => passesBeforeLong.has(codeOf(causeOf(error)) ?? '')

/**
 * Whether what a row hangs on was deleted by another transaction after this one had seen it (foreign_key_violation). Begun
 * again, it sees that.
 */
export const lostParent = (error: unknown) => codeOf(causeOf(error)) === '23503'

/** Whether a connection is of no use to anyone after this: it answers no more, or leads to a standby. */
export function isBroken(error: unknown): boolean {
  const cause = causeOf(error)
  const code = codeOf(cause)
  if (code === '25006' || code === '25P03' || code?.startsWith('08') || code?.startsWith('57P')) return true
  return cause instanceof Error && words.test(cause.message)
}

/**
 * What is told of an error: `DatabaseBusyError` for what passes, `DatabaseFullError`, or the error itself. Drizzle's own
 * message holds the parameters, which are no one's business in a log.
 */
export function plain(error: unknown): unknown {
  if (error instanceof DatabaseBusyError || error instanceof DatabaseFullError) return error
  const cause = causeOf(error)
  const code = codeOf(cause)
  if (code === '53100' || code === '53200')
    return new DatabaseFullError('The disk does not take what is written.', { cause })
  if (lostRace(error) || (code !== undefined && passing.has(code))) return busy(cause)
  if (cause instanceof Error && words.test(cause.message)) return busy(cause)
  return cause
}

/** It is not to be had, for now. */
export const busy = (cause: unknown) => new DatabaseBusyError('The database does not answer.', { cause })
