import type { Context } from '@/lib/context'
import { published } from '@/lib/evidence/signature'
import { readEvidenceKeys } from '@/lib/records/evidence/keys'

/** The public keys that evidence of this server is checked with, as a JWK set (RFC 7517), the one that signs now first. */
export async function evidenceKeySet(ctx: Context): Promise<{ keys: ReturnType<typeof published>[] }> {
  return { keys: (await readEvidenceKeys(ctx.db.read, ctx)).map(published) }
}
