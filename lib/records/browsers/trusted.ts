import { randomUUID } from 'node:crypto'
import { and, desc, eq, gt, inArray, lte, or, type SQL } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import { describeClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { days, earlier, later } from '@/lib/duration'
import { latest, live } from '@/lib/lifespan'
import { named } from '../audit/actor'
import { record } from '../audit/record'
import { tell } from '../outbox/outbox'
import { onlyPasskeys } from '../policy/only-passkeys'
import type { User } from '../users/change'

/** So many are trusted for each person; a further one takes the place of the one that was used longest ago. */
const mostTrusted = 10

/** What decides whether someone may have a browser trusted. */
type Trusting = Pick<Tables['users']['$inferSelect'], 'role'> &
  Pick<Tables['organizations']['$inferSelect'], 'trustDays' | 'trustAdmins'>

/** For how many days someone may have a browser trusted; null: not at all. Operators never may. */
export function trustDaysOf({ role, trustDays, trustAdmins }: Trusting): number | null {
  return role === 'agent' || (role === 'admin' && trustAdmins) ? trustDays : null
}

const rulesOf = prepared(
  'trust-rules',
  ({ users }) => ({ userId: users.id }),
  (from: Reader | Writer, { organizations, users }, given) =>
    from
      .select({
        role: users.role,
        trustDays: organizations.trustDays,
        trustAdmins: organizations.trustAdmins,
      })
      .from(users)
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(eq(users.id, given.userId)),
)

async function rulesFor(from: Reader | Writer, ctx: Context, userId: string): Promise<number | null> {
  const [row] = await rulesOf(from, ctx.db, { userId })
  const trustDays = row ? trustDaysOf(row) : null
  // A browser is no passkey.
  return trustDays !== null && (await onlyPasskeys(from, ctx, userId)) ? null : trustDays
}

/** The condition of those that a person's organization still lets stand in, under the person's present credentials. */
function standing(ctx: Context, userId: string, credentialVersion: number, trustDays: number) {
  const { trustedBrowsers: rows } = ctx.db.tables
  const now = ctx.now()
  return and(
    eq(rows.userId, userId),
    eq(rows.credentialVersion, credentialVersion),
    live(rows.createdAt, rows.expiresAt, now),
    lte(rows.lastUsedAt, latest(now)),
    // Fewer days than when it was trusted hold for it as well.
    gt(rows.createdAt, later(now, -days(trustDays))),
  )
}

/**
 * Whether a browser stands in for the second factor of someone whose password was right just now; notes that it was used.
 * `browser`: the digest of the token that it sent.
 */
export async function standsIn(
  tx: Writer,
  ctx: Context,
  { id: userId, credentialVersion }: Pick<User, 'id' | 'credentialVersion'>,
  browser: Buffer,
): Promise<boolean> {
  const trustDays = await rulesFor(tx, ctx, userId)
  if (trustDays === null) return false
  const { trustedBrowsers: rows } = ctx.db.tables
  const used = await tx
    .update(rows)
    .set({ lastUsedAt: ctx.now() })
    .where(and(standing(ctx, userId, credentialVersion, trustDays), eq(rows.tokenDigest, browser)))
    .returning({ id: rows.id })
  return used.length > 0
}

/**
 * Trusts the browser in which someone has just given a code, where their organization allows it, until an absolute end.
 * It is recorded, and they are told.
 */
export async function trustBrowser(tx: Writer, ctx: Context, user: User, browser: Buffer): Promise<void> {
  const trustDays = await rulesFor(tx, ctx, user.id)
  if (trustDays === null) return
  const { trustedBrowsers: rows } = ctx.db.tables
  const now = ctx.now()
  const others = await tx
    .select({ id: rows.id })
    .from(rows)
    .where(eq(rows.userId, user.id))
    .orderBy(desc(rows.lastUsedAt))
  const spare = others.slice(mostTrusted - 1).map(({ id }) => id)
  if (spare.length > 0) await tx.delete(rows).where(inArray(rows.id, spare))
  const trusted = {
    credentialVersion: user.credentialVersion,
    client: describeClient(ctx.origin.userAgent),
    address: ctx.origin.address,
    ...{ createdAt: now, lastUsedAt: now, expiresAt: later(now, days(trustDays)) },
  }
  await tx
    .insert(rows)
    .values({ id: randomUUID(), userId: user.id, tokenDigest: browser, ...trusted })
    .onConflictDoUpdate({ target: [rows.userId, rows.tokenDigest], set: trusted })
  await record(tx, ctx, user.organizationId, {
    event: 'browser.trusted',
    actor: { kind: 'user', ...named(user) },
    detail: { browser: trusted.client, days: trustDays },
  })
  const once = { mergeKey: `browser-trusted:${user.id}` }
  await tell(tx, ctx, user, 'browser-trusted', { browser: trusted.client, days: trustDays }, once)
}

/** A browser that is not asked for the second factor, as its owner sees it. */
export type TrustedBrowser = Pick<
  Tables['trustedBrowsers']['$inferSelect'],
  'id' | 'client' | 'address' | 'createdAt' | 'lastUsedAt' | 'expiresAt'
>

/** Those of a person that stand in now, the latest used first. `expiresAt`: when each ends by today's rules. */
export async function trustedOf(ctx: Context, userId: string): Promise<TrustedBrowser[]> {
  const { trustedBrowsers: rows, users } = ctx.db.tables
  const trustDays = await rulesFor(ctx.db.read, ctx, userId)
  if (trustDays === null) return []
  const [user] = await ctx.db.read
    .select({ version: users.credentialVersion })
    .from(users)
    .where(eq(users.id, userId))
  const found = await ctx.db.read
    .select()
    .from(rows)
    .where(standing(ctx, userId, user?.version ?? -1, trustDays))
    .orderBy(desc(rows.lastUsedAt))
  return found.map(({ id, client, address, createdAt, lastUsedAt, expiresAt }) => ({
    ...{ id, client, address, createdAt, lastUsedAt },
    expiresAt: earlier(expiresAt, later(createdAt, days(trustDays))),
  }))
}

/** Ends the trust in the browsers that meet a condition; returns what they were called. */
export async function endTrust(tx: Writer, ctx: Context, ending: SQL | undefined): Promise<string[]> {
  const { trustedBrowsers: rows } = ctx.db.tables
  const ended = await tx.delete(rows).where(ending).returning({ client: rows.client })
  return ended.map(({ client }) => client)
}

/** Forgets those that were trusted or used in a time that has yet to come: none of them stands in. */
export async function setTrustRight(tx: Writer, ctx: Context): Promise<void> {
  const { trustedBrowsers: rows } = ctx.db.tables
  const now = latest(ctx.now())
  await endTrust(tx, ctx, or(gt(rows.createdAt, now), gt(rows.lastUsedAt, now)))
}

/** Forgets those that expired. */
export async function sweepTrust(tx: Writer, ctx: Context): Promise<void> {
  await endTrust(tx, ctx, lte(ctx.db.tables.trustedBrowsers.expiresAt, ctx.now()))
}
