import type { Context } from '@/lib/context'
import { addKeys, makeKeys, signingKeysVersion, turnKeys } from './signing-keys'

/**
 * Sees to it that there is a key that signs and one that will, for each algorithm. Any number of servers may do so at
 * once.
 */
export async function keepSigningKeys(ctx: Context): Promise<void> {
  // Where nothing signs yet, the first round makes what signs and the second one what is next.
  for (let round = 0; round < 3; round++) {
    const missing = await ctx.db.write(async (tx) => {
      await ctx.db.lock(tx, 'signing-keys')
      return turnKeys(tx, ctx)
    })
    if (!missing) return
    const fresh = await makeKeys()
    await ctx.db.write(async (tx) => {
      await ctx.db.lock(tx, 'signing-keys')
      await addKeys(tx, ctx, fresh)
    })
  }
  throw new Error(`No signing keys could be added to ${await signingKeysVersion(ctx.db.read, ctx)}.`)
}
