import { dirname } from 'node:path'
import type { Database } from '@/db/database'
import { FileError } from '@/db/files/trouble'
import { ensureFolder } from '@/db/files/write'
import { openSqlite } from '@/db/sqlite'
import { beginAuthenticating, sealedMark } from './audit/begin'
import type { Context, Origin } from './context'
import { loadKeys, readKeys } from './crypto/key-file'
import { openVault, type Vault } from './crypto/vault'
import { knownFingerprint, readFingerprint } from './keys/fingerprint'
import { defaultAppName, isLocal, type Settings, SettingsError } from './settings'
import { type Report, rekeyNames } from './users/rekey'

/** What lives as long as the process: one database handle, one key, the settings. */
export type Runtime = { db: Database; vault: Vault; settings: Settings }

/**
 * Opens the database, and the key that belongs to it; both are made on the first start. Makes what people are found by
 * anew where an older version wrote it, which `report` is told of. Throws `SettingsError` when the database was sealed with
 * another key.
 */
export async function openRuntime(settings: Settings, report: Report = () => {}): Promise<Runtime> {
  prepareFolder(settings)
  const db = await openSqlite(settings.databaseFile)
  try {
    // A new key is for a new database: beside one that is sealed already it would only hide that its own is missing.
    const isNew = (await readFingerprint(db, db.read)) === undefined
    const keys = isNew ? loadKeys(settings) : readKeys(settings)
    const vault = keys.length > 0 ? openVault(keys, () => readKeys(settings)) : null
    const known = vault && (await knownFingerprint(db, vault.fingerprint))
    if (!known || !vault.use(known))
      throw new SettingsError(
        `The database in ${settings.databaseFile} was sealed with another key: put its encryption.key back into ${settings.secretsFolder}, or set ENCRYPTION_KEY to it.`,
      )
    await beginAuthenticating(db, vault, sealedMark(settings.databaseFile))
    const runtime = { db, vault, settings }
    await rekeyNames(contextOf(runtime, { address: '', userAgent: '' }), report)
    return runtime
  } catch (error) {
    await db.close()
    throw error
  }
}

/** Whether this server is called like every other one. On this computer only, there is no other. */
const hasDefaultName = ({ appName, appUrl }: Settings) => appName === defaultAppName && !isLocal(appUrl)

function prepareFolder({ databaseFile }: Settings): void {
  try {
    ensureFolder(dirname(databaseFile))
  } catch (error) {
    throw error instanceof FileError ? new SettingsError(`DATA_DIR can't be used. ${error.message}`) : error
  }
}

/** The context of one request or command. */
export const contextOf = ({ db, vault, settings }: Runtime, origin: Origin): Context => ({
  db,
  vault,
  appName: settings.appName,
  ...(hasDefaultName(settings) && { appHost: settings.appUrl.host }),
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
