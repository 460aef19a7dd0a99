import type { Context } from '@/lib/context'
import { keepEvidenceKey } from '@/lib/records/evidence/keys'

/** Sees to it that there is a key to sign evidence with, where the server could not make it when it started. */
export const ensureEvidenceKey = (ctx: Context): Promise<void> => keepEvidenceKey(ctx)
