import { and, asc, eq, gt, lte } from 'drizzle-orm'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { Reader, Writer } from '@/db/database'
import type { SigningAlgorithm } from '@/db/tables/apps'
import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import { latest } from '@/lib/lifespan'

/** The table under whose name they are sealed. */
export const sealedIn = 'signing_keys'

export const algorithms = ['RS256', 'ES256'] as const satisfies readonly SigningAlgorithm[]

/** How long a key signs before the next one does. */
export const signsFor = days(90)
/** How long a key is published before it signs: apps keep what they fetched for up to a day. */
export const announcedFor = days(2)
/** How long it is published afterwards: what it signed is shown again at sign-out, and refreshed, for so long. */
export const publishedAfterwards = days(200)

/** A key of this server, opened. */
export type SigningKey = { id: string; algorithm: SigningAlgorithm; state: string; since: Date; jwk: JWK }

const order = { current: 0, next: 1, past: 2 }

/** All of them, the ones that sign first. Throws where the vault has not the key that sealed them. */
export async function readSigningKeys(from: Reader | Writer, ctx: Context): Promise<SigningKey[]> {
  const { signingKeys } = ctx.db.tables
  const rows = await from.select().from(signingKeys).orderBy(asc(signingKeys.since), asc(signingKeys.id))
  return rows
    .map(({ sealed, ...row }) => ({
      ...row,
      jwk: JSON.parse(ctx.vault.unseal(sealed, sealedIn, row.id).toString()) as JWK,
    }))
    .sort((a, b) => order[a.state] - order[b.state])
}

/** Names the set of keys as it is now, without opening any: another text, another set. */
export async function signingKeysVersion(from: Reader, ctx: Context): Promise<string> {
  const { signingKeys } = ctx.db.tables
  const rows = await from
    .select({ id: signingKeys.id, state: signingKeys.state })
    .from(signingKeys)
    .orderBy(asc(signingKeys.id))
  return rows.map(({ id, state }) => `${id} ${state}`).join()
}

/** Keys that no row has yet: making one takes longer than a transaction may. */
export type FreshKey = { id: string; algorithm: SigningAlgorithm; jwk: JWK }

export async function makeKeys(): Promise<FreshKey[]> {
  return Promise.all(
    algorithms.map(async (algorithm) => {
      const { privateKey } = await generateKeyPair(algorithm, { extractable: true, modulusLength: 2048 })
      const jwk = await exportJWK(privateKey)
      const id = await calculateJwkThumbprint(jwk)
      return { id, algorithm, jwk: { ...jwk, kid: id, alg: algorithm, use: 'sig' } }
    }),
  )
}

/** Publishes keys that sign once their turn comes; at once where nothing signs yet. */
export async function addKeys(tx: Writer, ctx: Context, fresh: FreshKey[]): Promise<void> {
  const { signingKeys } = ctx.db.tables
  const now = ctx.now()
  for (const { id, algorithm, jwk } of fresh) {
    const known = await tx
      .select({ state: signingKeys.state })
      .from(signingKeys)
      .where(eq(signingKeys.algorithm, algorithm))
    const signs = known.some(({ state }) => state === 'current')
    if (signs && known.some(({ state }) => state === 'next')) continue
    await tx.insert(signingKeys).values({
      ...{ id, algorithm, createdAt: now, since: now },
      sealed: ctx.vault.seal(Buffer.from(JSON.stringify(jwk)), sealedIn, id),
      state: signs ? 'next' : 'current',
    })
  }
}

/**
 * Does what is due: the next key signs, past ones go. `atOnce`: it signs whatever their age. True where a key is missing,
 * to be made and added: there is always one that will sign next, so that apps know it long before.
 */
export async function turnKeys(tx: Writer, ctx: Context, atOnce = false): Promise<boolean> {
  const { signingKeys } = ctx.db.tables
  const now = ctx.now()
  const before = later(now, -publishedAfterwards)
  // Changed by a clock that was ahead: or it would be years until the next change.
  await tx
    .update(signingKeys)
    .set({ since: now })
    .where(gt(signingKeys.since, latest(now)))
  await tx.delete(signingKeys).where(and(eq(signingKeys.state, 'past'), lte(signingKeys.since, before)))
  let missing = false
  for (const algorithm of algorithms) {
    const rows = await tx.select().from(signingKeys).where(eq(signingKeys.algorithm, algorithm))
    const current = rows.find(({ state }) => state === 'current')
    const next = rows.find(({ state }) => state === 'next')
    const due = current && next && (atOnce || isDue(current.since, next.since, now))
    if (due) {
      await tx.update(signingKeys).set({ state: 'past', since: now }).where(eq(signingKeys.id, current.id))
      await tx.update(signingKeys).set({ state: 'current', since: now }).where(eq(signingKeys.id, next.id))
    }
    missing ||= due || !current || !next
  }
  return missing
}

const isDue = (signs: Date, announced: Date, now: Date) =>
  now.getTime() - signs.getTime() >= signsFor && now.getTime() - announced.getTime() >= announcedFor
