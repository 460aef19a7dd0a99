import { asc } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { makeKey, type PrivateKey, privateJwk, thumbprint } from '@/lib/evidence/signature'

/** The table under whose name they are sealed. */
export const sealedIn = 'evidence_keys'

/** The keys that this server signs evidence with, the first one made first: that one signs. Throws where the vault has not their key. */
export async function readEvidenceKeys(from: Reader | Writer, ctx: Context): Promise<PrivateKey[]> {
  const { evidenceKeys } = ctx.db.tables
  const rows = await from
    .select()
    .from(evidenceKeys)
    .orderBy(asc(evidenceKeys.createdAt), asc(evidenceKeys.id))
  return rows.map(({ id, sealed }) =>
    privateJwk.parse(JSON.parse(ctx.vault.unseal(sealed, sealedIn, id).toString())),
  )
}

/** Sees to it that there is a key. Any number of servers may do so at once. */
export async function keepEvidenceKey(ctx: Context): Promise<void> {
  const { evidenceKeys } = ctx.db.tables
  const there = (from: Reader | Writer) => from.select({ id: evidenceKeys.id }).from(evidenceKeys).limit(1)
  if ((await there(ctx.db.read)).length > 0) return
  const key = makeKey()
  const id = thumbprint(key)
  await ctx.db.write(async (tx) => {
    await ctx.db.lock(tx, 'signing-keys')
    if ((await there(tx)).length > 0) return
    const sealed = ctx.vault.seal(Buffer.from(JSON.stringify(key)), sealedIn, id)
    await tx.insert(evidenceKeys).values({ id, sealed, createdAt: ctx.now() })
  })
}
