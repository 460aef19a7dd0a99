import type { Database } from '@/db/database'
import { openSqlite } from '@/db/sqlite'
import { beginAuthenticating, sealedMark } from './audit/begin'
import type { Context, Origin } from './context'
import { loadKeys } from './crypto/key-file'
import { openVault, type Vault } from './crypto/vault'
import { knownFingerprint } from './keys/fingerprint'
import { type Settings, SettingsError } from './settings'

/** What lives as long as the process: one database handle, one key, the settings. */
export type Runtime = { db: Database; vault: Vault; settings: Settings }

/**
 * Opens the database, and the key that belongs to it. Throws `SettingsError` when the database was sealed with
 * another key.
 */
export async function openRuntime(settings: Settings): Promise<Runtime> {
  const vault = openVault(loadKeys(settings), () => loadKeys(settings))
  const db = await openSqlite(settings.databaseFile)
  const known = await knownFingerprint(db, vault.fingerprint)
  if (!known || !vault.use(known)) {
    await db.close()
    throw new SettingsError(
      `The database in ${settings.databaseFile} was sealed with another key: put its encryption.key back into ${settings.secretsFolder}, or set ENCRYPTION_KEY to it.`,
    )
  }
  await beginAuthenticating(db, vault, sealedMark(settings.databaseFile))
  return { db, vault, settings }
}

/** The context of one request or command. */
export const contextOf = ({ db, vault, settings }: Runtime, origin: Origin): Context => ({
  db,
  vault,
  appName: settings.appName,
  recovery: settings.recovery,
  now: () => new Date(),
  origin,
})

// The server and Next's bundle each have this module: the runtime they share stands on globalThis.
const shared = globalThis as { countersignRuntime?: Runtime }

/** Makes this the process's runtime. */
export function shareRuntime(runtime: Runtime): void {
  shared.countersignRuntime = runtime
}

/** The process's runtime. Throws where no server was started, as during a build: nothing works without one. */
export function sharedRuntime(): Runtime {
  if (!shared.countersignRuntime) throw new Error('No runtime: pages are served by server/main.ts.')
  return shared.countersignRuntime
}
