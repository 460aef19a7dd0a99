import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { FileError } from '@/db/files/trouble'
import { ensureFolder, isThere } from '@/db/files/write'
import { openDatabase, placeInWords } from '@/db/open'
import { openVault } from '@/lib/crypto/vault'
import { loadKeys, readKeys } from '@/lib/keys/key-file'
import { knownFingerprint, readFingerprint } from '@/lib/keys/named-key'
import { beginAuthenticating, sealedMark } from '@/lib/records/audit/begin'
import { type Report, rekeyNames } from '@/lib/records/users/rekey'
import { contextOf, type Runtime } from '@/lib/runtime'
import { type Settings, SettingsError } from '@/lib/settings'

/**
 * Opens the database, and the key that belongs to it; both are made on the first start. Makes what people are found by
 * again where an older version wrote it, which `report` is told of. Throws `SettingsError` when the database was sealed with
 * another key.
 */
export async function openRuntime(settings: Settings, report: Report = () => {}): Promise<Runtime> {
  prepareFolder(settings)
  if (!settings.databaseServer) refuseEmptied(settings)
  const db = await openDatabase(settings)
  try {
    // A new key is for a new database: beside one that is sealed already it would only hide that its own is missing.
    const isNew = (await readFingerprint(db, db.read)) === undefined
    const keys = isNew ? loadKeys(settings) : readKeys(settings)
    const vault = keys.length > 0 ? openVault(keys, () => readKeys(settings)) : null
    const known = vault && (await knownFingerprint(db, vault.fingerprint))
    if (!known || !vault.use(known))
      throw new SettingsError(
        `The database in ${placeInWords(settings)} was sealed with another key: put its encryption.key back into ${settings.secretsFolder}, or set ENCRYPTION_KEY to it.`,
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

function prepareFolder({ databaseFile }: Settings): void {
  try {
    ensureFolder(dirname(databaseFile))
  } catch (error) {
    throw error instanceof FileError ? new SettingsError(`DATA_DIR can't be used. ${error.message}`) : error
  }
}

/** A database that lost all it held would be taken for a new one, and whoever comes first for its admin. */
function refuseEmptied({ databaseFile }: Settings): void {
  if (!isThere(sealedMark(databaseFile)) || !isThere(databaseFile) || statSync(databaseFile).size > 0) return
  throw new SettingsError(
    `${databaseFile} is empty, and it held data before. Restore a backup. To start over, move ${dirname(databaseFile)} away.`,
  )
}
