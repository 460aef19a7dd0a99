import { statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'

/**
 * Lets the write-ahead log of a database grow beyond `bytes`, from a process that may: whoever may not write so far
 * has a full disk from then on. Returns what makes room again.
 */
export function fillDisk(file: string, bytes: number): () => void {
  const connection = new Sqlite(file, { timeout: 5_000 })
  connection.pragma('wal_autocheckpoint = 0')
  connection.pragma('synchronous = OFF')
  const write = connection.prepare("insert or replace into server_facts values ('filling', ?)")
  for (let n = 0; statSync(`${file}-wal`).size <= bytes; n++) write.run(String(n))
  connection.exec("delete from server_facts where name = 'filling'")
  return () => {
    connection.pragma('wal_checkpoint(TRUNCATE)')
    connection.close()
  }
}
