import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { FileError } from './files/trouble'
import { serverError } from './migrate-postgres'
import { milliseconds } from './postgres-patience'
import { connectionTo, type DatabaseServer } from './postgres-pools'

/** What everyone who has a database open holds together, and whoever moves everything out of it holds alone. */
export const presenceKey = 'countersign:open'

/** The server notices within two minutes that a machine is gone which could not say so. */
const keepalives = { tcp_keepalives_idle: 60, tcp_keepalives_interval: 15, tcp_keepalives_count: 4 }

/**
 * Holds a database together with everyone else who has it open, on a connection of its own. One that is lost is made
 * again, as often as it takes. Throws `FileError` while everything is being moved out of it.
 */
export async function joinPostgres(server: DatabaseServer): Promise<{ release(): Promise<void> }> {
  let released = false
  let client = await present(server)
  const stay = () =>
    client.once('end', async () => {
      while (!released) {
        await wait(milliseconds.presence, undefined, { ref: false })
        const again = released ? null : await present(server).catch(() => null)
        if (!again) continue
        client = again
        if (released) return void (await again.end())
        stay()
        return
      }
    })
  stay()
  return {
    async release() {
      released = true
      await client.end()
    },
  }
}

async function present(server: DatabaseServer): Promise<pg.Client> {
  const client = new pg.Client({
    ...connectionTo(server, server.pooled ? {} : keepalives),
    query_timeout: milliseconds.silence,
  })
  // A connection that breaks ends, and that is listened for.
  client.on('error', () => {})
  try {
    await client.connect()
    // Behind a pooler a session is not ours, but a transaction is, for as long as it lasts.
    if (server.pooled) await client.query('begin; set local idle_in_transaction_session_timeout = 0')
    const lock = server.pooled ? 'pg_try_advisory_xact_lock_shared' : 'pg_try_advisory_lock_shared'
    // Without parameters: with some, the transaction would keep what it saw, and PostgreSQL every row since then.
    const { rows } = await client.query<{ held: boolean }>(
      `select ${lock}(hashtextextended('${presenceKey}', 0)) as held`,
    )
    if (!rows[0]?.held)
      throw new FileError(
        'Everything in the database in DATABASE_URL is being moved to another place. Wait until that has finished.',
      )
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error instanceof FileError ? error : serverError(server, error)
  }
}
