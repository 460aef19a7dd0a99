import { eq } from 'drizzle-orm'
import { type Database, DatabaseBusyError, type Reader, type Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import type { Vault } from '@/lib/crypto/vault'

/** Which key of the ring seals, by its fingerprint. */
const keyFact = 'key-fingerprint'

/** The fingerprint in the database; on the first start this one becomes it. */
export function knownFingerprint(db: Database, fingerprint: string): Promise<string | undefined> {
  const { serverFacts } = db.tables
  return db.write(async (tx) => {
    await tx.insert(serverFacts).values({ name: keyFact, value: fingerprint }).onConflictDoNothing()
    return readFingerprint(db, tx)
  })
}

export async function readFingerprint(db: Database, from: Reader | Writer): Promise<string | undefined> {
  const { serverFacts } = db.tables
  const [fact] = await from.select().from(serverFacts).where(eq(serverFacts.name, keyFact))
  return fact?.value
}

/** From now on the key of this fingerprint seals: for this process, and for every other one as it follows. */
export async function setFingerprint(tx: Writer, ctx: Context, value: string): Promise<void> {
  const { serverFacts } = ctx.db.tables
  await tx.update(serverFacts).set({ value }).where(eq(serverFacts.name, keyFact))
}

/**
 * Seals with the key that the database names: another process may have rotated it. False where that key is not to be had:
 * then nothing that was sealed since can be opened.
 */
export async function followKey(db: Database, vault: Vault): Promise<boolean> {
  const named = await readFingerprint(db, db.read)
  return named !== undefined && (named === vault.fingerprint || vault.use(named))
}

/**
 * The key that the database names is not on this process's ring: another server rotated it, and the key file of this one
 * is not there yet. As with a database that is busy nothing was written, and what was asked works once the key is there.
 */
export class KeyMissingError extends DatabaseBusyError {
  override name = 'KeyMissingError'
}

/** To be asked before what no key opens is taken for damaged. Throws `KeyMissingError` where it may well be whole. */
export async function requireKey(from: Reader | Writer, { db, vault }: Context): Promise<void> {
  const named = await readFingerprint(db, from)
  if (named === undefined || named === vault.fingerprint || isOnRing(vault, named)) return
  throw new KeyMissingError("The key that the database names isn't in SECRETS_DIR or ENCRYPTION_KEY.")
}

/** A key file that cannot be read is a key that is not there. */
function isOnRing(vault: Vault, fingerprint: string): boolean {
  try {
    return vault.use(fingerprint)
  } catch {
    return false
  }
}
