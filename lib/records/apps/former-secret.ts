import { gt, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { hours, later } from '@/lib/duration'
import { latestEnd } from '@/lib/lifespan'

/** How long the secret before the last one goes on working, where an admin wants that. */
export const formerSecretLife = hours(24)

/** Lets the former secrets that end in a time too far away end as if they had been replaced now: the clock was ahead. */
export async function setFormerSecretsRight(tx: Writer, ctx: Context): Promise<void> {
  const { apps } = ctx.db.tables
  const now = ctx.now()
  await tx
    .update(apps)
    .set({ formerSecretUntil: later(now, formerSecretLife) })
    .where(gt(apps.formerSecretUntil, latestEnd(now, formerSecretLife)))
}

/** Forgets the former secrets that have ended, so that none works again when the clock is set back. */
export async function sweepFormerSecrets(tx: Writer, ctx: Context): Promise<void> {
  const { apps } = ctx.db.tables
  await tx
    .update(apps)
    .set({ formerSecretDigest: null, formerSecretUntil: null })
    .where(lte(apps.formerSecretUntil, ctx.now()))
}
