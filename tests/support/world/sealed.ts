import { existsSync, readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import type { DatabasePlace } from '@/db/open'
import { askPostgres, bytesStored } from './postgres'

/** Every byte of the database, its journal included. */
export async function bytesOf({ databaseServer, databaseFile }: DatabasePlace): Promise<Buffer> {
  if (databaseServer) return bytesStored(databaseServer)
  const files = ['', '-wal'].map((end) => databaseFile + end).filter((file) => existsSync(file))
  return Buffer.concat(files.map((file) => readFileSync(file)))
}

/** The id of every key that sealed something, wherever in the database that is. */
export async function keyIds(place: DatabasePlace): Promise<Set<string>> {
  const blobs = await (place.databaseServer ? bytesIn(place.databaseServer) : blobsIn(place.databaseFile))
  // Digests and hashes have 32 bytes, salts 16; what is sealed is longer.
  return new Set(
    blobs.filter((blob) => blob.length > 33 && blob[0] === 1).map((blob) => blob.toString('hex', 1, 5)),
  )
}

async function bytesIn(server: NonNullable<DatabasePlace['databaseServer']>): Promise<Buffer[]> {
  const columns = await askPostgres<{ table: string; column: string }>(
    server,
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea'`,
  )
  const all = columns.map(
    ({ table, column }) => `select "${column}" as bytes from "${table}" where "${column}" is not null`,
  )
  return (await askPostgres<{ bytes: Buffer }>(server, all.join(' union all '))).map(({ bytes }) => bytes)
}

function blobsIn(file: string): Buffer[] {
  const connection = new Sqlite(file, { readonly: true })
  const tables = connection
    .prepare("select name from sqlite_master where type = 'table'")
    .pluck()
    .all() as string[]
  const blobs = tables.flatMap((table) =>
    (connection.prepare(`select * from "${table}"`).all() as Record<string, unknown>[]).flatMap((row) =>
      Object.values(row).filter((value): value is Buffer => Buffer.isBuffer(value)),
    ),
  )
  connection.close()
  return blobs
}
