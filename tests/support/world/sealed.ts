import Sqlite from 'better-sqlite3'

/** The id of every key that sealed something, wherever in the database that is. */
export function keyIds(file: string): Set<string> {
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
  // Digests and hashes have 32 bytes, salts 16; what is sealed is longer.
  return new Set(
    blobs.filter((blob) => blob.length > 33 && blob[0] === 1).map((blob) => blob.toString('hex', 1, 5)),
  )
}
