import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { DatabasePlace } from '@/db/open'
import type { Server } from '../server/server'
import { askPostgres, tablesOf } from './postgres'

export const databaseOf = ({ dataFolder }: Pick<Server, 'dataFolder'>) =>
  join(dataFolder, 'db', 'countersign.sqlite')

/** Moves without anyone's doing: attempts and people are counted, errands run, sessions are seen. */
const restless = new Set(['throttles', 'errands', 'organization_days'])
// An email is sent in its own time; that there is one is someone's doing.
const delivery = ['payload', 'due_at', 'attempts', 'closed_at', 'failure', 'problem'].map(
  (column) => `outbox.${column}`,
)
/** How far the server has swept, and when it last logged the audit heads. */
const restlessFacts = ['swept-until', 'swept-until-stepped-at', 'audit-heads-logged']
const restlessRow = (table: string, { name }: Row) =>
  table === 'server_facts' && restlessFacts.includes(String(name))
const restlessColumns = new Set([
  'api_keys.last_used_at',
  'sessions.last_seen_at',
  'sessions.idle_expires_at',
  ...delivery,
])

type Row = Record<string, unknown>

/** Everything in a database, row by row, but for what moves by itself: to be compared with what it was. */
export async function snapshotOf({ databaseFile, databaseServer }: DatabasePlace): Promise<Snapshot> {
  if (!databaseServer) return snapshot(databaseFile)
  const found: [string, Row[]][] = []
  for (const table of await tablesOf(databaseServer))
    found.push([table, await askPostgres<Row>(databaseServer, `select * from "${table}"`)])
  return still(found)
}

export type Snapshot = Record<string, string[]>

/** The same of a file. */
export function snapshot(file: string): Snapshot {
  const connection = new Sqlite(file, { readonly: true })
  try {
    const tables = connection
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
      )
      .pluck()
      .all() as string[]
    return still(
      tables.map((table) => [table, connection.prepare(`select * from "${table}"`).all() as Row[]]),
    )
  } finally {
    connection.close()
  }
}

const still = (tables: [string, Row[]][]): Snapshot =>
  Object.fromEntries(
    tables
      .filter(([table]) => !restless.has(table))
      .map(([table, rows]) => [
        table,
        rows
          .filter((row) => !restlessRow(table, row))
          .map((row) => plain(table, row))
          .sort(),
      ]),
  )

function plain(table: string, row: Row): string {
  const columns = Object.entries(row).filter(([name]) => !restlessColumns.has(`${table}.${name}`))
  return JSON.stringify(columns)
}
