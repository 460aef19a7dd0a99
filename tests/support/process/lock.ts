import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { DatabasePlace } from '@/db/open'
import { holdTables } from '../world/postgres'

/** Someone else takes the database to themselves, but for reading; returns what makes them let go. */
export const holdDatabase = ({
  databaseFile,
  databaseServer,
}: DatabasePlace): Promise<() => Promise<void>> =>
  databaseServer ? holdTables(databaseServer) : holdFile(databaseFile)

/** The same of the file, by another process. */
export async function holdFile(file: string): Promise<() => Promise<void>> {
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'lock-holder.mjs'), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  return async () => {
    holder.stdin.end()
    await once(holder, 'exit')
  }
}
