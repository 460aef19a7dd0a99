import { eq, inArray } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'

/** What the database before a restore says of the programs that have a secret of this server. */
export type Programs = {
  keys: Set<string>
  apps: Map<
    string,
    { secretDigest: Buffer | null; formerSecretDigest: Buffer | null; formerSecretUntil: Date | null }
  >
}

/** To be read before that database is put aside. */
export async function programsOf({ db }: Context): Promise<Programs> {
  const { apiKeys, apps } = db.tables
  const keys = await db.read.select({ id: apiKeys.id }).from(apiKeys)
  const known = await db.read.select().from(apps)
  return { keys: new Set(keys.map(({ id }) => id)), apps: new Map(known.map((app) => [app.id, app])) }
}

/**
 * Ends in a restored backup what was ended since it was made: API keys, client secrets that were renewed, and apps that
 * were deleted, which stay suspended until an admin has looked. Where nothing is known of the time since, no API key works.
 */
export async function endWhatEnded(tx: Writer, ctx: Context, since: Programs | null): Promise<void> {
  const { apiKeys, apps } = ctx.db.tables
  for (const { id } of await tx.select({ id: apiKeys.id }).from(apiKeys))
    if (!since?.keys.has(id)) await tx.delete(apiKeys).where(eq(apiKeys.id, id))
  if (!since) return
  for (const app of await tx.select().from(apps)) {
    const now = since.apps.get(app.id)
    const changes = now
      ? {
          secretDigest: now.secretDigest,
          formerSecretDigest: now.formerSecretDigest,
          formerSecretUntil: now.formerSecretUntil,
        }
      : { suspendedAt: app.suspendedAt ?? ctx.now() }
    await tx.update(apps).set(changes).where(eq(apps.id, app.id))
  }
}

/**
 * Ends in a restored backup what was going on when it was made: what was done to many people, which may have been stopped
 * since, and what waited for a second admin or had their yes, which may have been refused or used since.
 */
export async function endWhatWentOn(tx: Writer, ctx: Context): Promise<void> {
  const { batches, askedActs } = ctx.db.tables
  const ended = { endedAt: ctx.now() }
  await tx
    .update(batches)
    .set({ state: 'stopped', reason: 'restored-backup', ...ended })
    .where(eq(batches.state, 'running'))
  await tx
    .update(askedActs)
    .set({ state: 'ended', endCause: 'restored-backup', endedByName: null, ...ended })
    .where(inArray(askedActs.state, ['waiting', 'agreed']))
}
