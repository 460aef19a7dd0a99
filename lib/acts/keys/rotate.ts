import { eq } from 'drizzle-orm'
import { serverHousehold } from '@/db/tables/organizations'
import type { Console } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { openVault } from '@/lib/crypto/vault'
import { addKey, keepKeys, lockKeys, readKeys } from '@/lib/keys/key-file'
import { followKey, setFingerprint } from '@/lib/keys/named-key'
import { record } from '@/lib/records/audit/record'
import { type Resealed, resealAll } from '@/lib/records/keys/reseal'
import type { Settings } from '@/lib/settings'

/** There while a rotation is not finished: the fingerprint it leads to. */
const rotatingFact = 'key-rotating'

type Rotation = {
  /** Called as it goes on: how many values of how many were looked at. */
  progress(done: number, total: number): void
  /** Waits until every running server must have learnt of the new key. */
  settle(): Promise<void>
}

/**
 * Makes a new key, has it seal from now on, and re-seals every secret with it. One process at a time: throws
 * `SettingsError` while another one does it. Killed at any moment it is resumed by the next call; a server that runs
 * meanwhile unseals with both. Old keys stay in the key file, for old backups.
 */
export async function rotateKey(
  ctx: Context,
  console: Console,
  settings: Settings,
  rotation: Rotation,
): Promise<Resealed> {
  const lock = lockKeys(settings)
  try {
    const fingerprint = await newKey(ctx, settings)
    return await sealWith(fingerprint, ctx, console, rotation)
  } finally {
    lock.release()
  }
}

/** The fingerprint of the key to rotate to. The key is on the disk; nothing is sealed with it yet. */
async function newKey(ctx: Context, settings: Settings): Promise<string> {
  const { serverFacts } = ctx.db.tables
  // Another rotation may have ended between the moment when this process read the key and now.
  await followKey(ctx.db, ctx.vault)
  const [unfinished] = await ctx.db.read.select().from(serverFacts).where(eq(serverFacts.name, rotatingFact))
  if (unfinished) return unfinished.value
  const newest = () => openVault(readKeys(settings)[0] ?? []).fingerprint
  // A key that no database names yet was made by a call that was killed right after, perhaps before it was lasting.
  if (newest() === ctx.vault.fingerprint) addKey(settings)
  else keepKeys(settings)
  return newest()
}

async function sealWith(
  fingerprint: string,
  ctx: Context,
  console: Console,
  { progress, settle }: Rotation,
): Promise<Resealed> {
  const { serverFacts } = ctx.db.tables
  if (!ctx.vault.use(fingerprint)) throw new Error('The new key is not in the key file.')
  await ctx.db.write(async (tx) => {
    await tx.insert(serverFacts).values({ name: rotatingFact, value: fingerprint }).onConflictDoNothing()
    await setFingerprint(tx, ctx, fingerprint)
  })

  const total: Resealed = { resealed: 0, unreadable: 0 }
  // A running server seals with the old key until it learns of the new one: again, until nothing is found twice.
  for (let clean = 0; clean < 2; ) {
    const { resealed, unreadable } = await resealAll(ctx, progress)
    total.resealed += resealed
    total.unreadable = unreadable
    clean = resealed === 0 ? clean + 1 : 0
    if (clean < 2) await settle()
  }
  await ctx.db.write(async (tx) => {
    await tx.delete(serverFacts).where(eq(serverFacts.name, rotatingFact))
    await record(tx, ctx, serverHousehold, {
      event: 'key.rotated',
      actor: { kind: 'console', osUser: console.osUser },
      detail: { resealed: total.resealed },
    })
  })
  return total
}
