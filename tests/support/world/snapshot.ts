import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Server } from '../server/server'

export const databaseOf = ({ dataFolder }: Pick<Server, 'dataFolder'>) =>
  join(dataFolder, 'db', 'countersign.sqlite')

/** Moves without anybody's doing: attempts are counted, errands run, sessions are seen. */
const restless = new Set(['throttles', 'errands'])
// A mail is sent in its own time; that there is one is somebody's doing.
const delivery = ['payload', 'due_at', 'attempts', 'closed_at', 'failure', 'problem'].map(
  (column) => `outbox.${column}`,
)
/** How far the server has swept. */
const restlessRow = (table: string, { name }: Record<string, unknown>) =>
  table === 'server_facts' && name === 'swept-until'
const restlessColumns = new Set(['sessions.last_seen_at', 'sessions.idle_expires_at', ...delivery])

/** Everything in a database, row by row, but for what moves by itself: to be compared with what it was. */
export function snapshot(file: string): Record<string, string[]> {
  const connection = new Sqlite(file, { readonly: true })
  try {
    const tables = connection
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
      )
      .pluck()
      .all() as string[]
    const kept = tables.filter((table) => !restless.has(table))
    return Object.fromEntries(
      kept.map((table) => {
        const rows = connection.prepare(`select * from "${table}"`).all() as Record<string, unknown>[]
        const still = rows.filter((row) => !restlessRow(table, row))
        return [table, still.map((row) => plain(table, row)).sort()]
      }),
    )
  } finally {
    connection.close()
  }
}

function plain(table: string, row: Record<string, unknown>): string {
  const columns = Object.entries(row).filter(([name]) => !restlessColumns.has(`${table}.${name}`))
  return JSON.stringify(columns)
}
