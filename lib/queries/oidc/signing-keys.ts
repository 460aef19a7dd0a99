import type { JWK } from 'jose'
import type { Context } from '@/lib/context'
import { readSigningKeys, signingKeysVersion } from '@/lib/records/oidc/signing-keys'

/** The private keys that sign and that were published, the one that signs now first of each algorithm. */
export async function signingKeys(ctx: Context): Promise<JWK[]> {
  return (await readSigningKeys(ctx.db.read, ctx)).map(({ jwk }) => jwk)
}

/** Names the set of keys as it is now: another text, another set. */
export const signingKeySet = (ctx: Context): Promise<string> => signingKeysVersion(ctx.db.read, ctx)
