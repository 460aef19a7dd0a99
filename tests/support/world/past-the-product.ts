import { renameSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import type { DatabasePlace } from '@/db/open'
import { askPostgres, closeToAll } from './postgres'

/** Says any SQL to a database, as whoever owns it can. Nothing asks whether a row has its parent. */
export async function sayPastTheProduct(place: DatabasePlace, sql: string): Promise<void> {
  if (place.databaseServer) {
    await askPostgres(place.databaseServer, `set session_replication_role = replica; ${sql}`)
    return
  }
  const connection = new Sqlite(place.databaseFile)
  try {
    connection.pragma('foreign_keys = off')
    connection.exec(sql)
  } finally {
    connection.close()
  }
}

/** Takes the database away from whoever uses it; returns what puts it back. */
export async function takeDatabaseAway(place: DatabasePlace): Promise<() => Promise<void>> {
  if (place.databaseServer) return closeToAll(place)
  const { databaseFile: file } = place
  renameSync(file, `${file}.away`)
  return async () => renameSync(`${file}.away`, file)
}
