import type { Context } from '@/lib/context'
import { keepSigningKeys } from '@/lib/records/oidc/turn-keys'

/** Sees to it that there are keys to sign with, where the server's own job has not come to it yet. */
export const ensureSigningKeys = (ctx: Context): Promise<void> => keepSigningKeys(ctx)
