import { hash } from 'node:crypto'
import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, or } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { insertNewRow, insertRow, prepared } from '@/db/prepared'
import type { Context } from '@/lib/context'
import { later, seconds } from '@/lib/duration'
import { happenedWithin, isLive } from '@/lib/lifespan'

/**
 * What the OpenID provider keeps. `Grant`: what an app was allowed, on which its codes and tokens hang. `Session`: the
 * provider's own, which opens only with the portal session that it came from. `Interaction`: an authorization under way.
 */
export type Model = 'AccessToken' | 'AuthorizationCode' | 'Grant' | 'Interaction' | 'RefreshToken' | 'Session'

/** JSON, as the library writes it. */
export type Payload = Record<string, unknown>

type Found = { payload: Payload; sessionId: string | null; userId: string | null }

/** How long a refresh token that was just exchanged gets the same answer again: the first may have been lost. */
export const graceOfRefresh = seconds(30)

/** By what a row is found: a digest, for whoever has the id of a code or token has the code or token. */
export const keyOf = (model: Model, id: string) => (model === 'Grant' ? id : hash('sha256', id, 'base64url'))

const byKey = prepared(
  'oidc-row',
  ({ oidcRows }) => ({ model: oidcRows.model, key: oidcRows.key }),
  (read: Reader, { oidcRows, sessions }, given) =>
    read
      .select({
        payload: oidcRows.payload,
        sessionId: oidcRows.sessionId,
        userId: oidcRows.userId,
        createdAt: oidcRows.createdAt,
        expiresAt: oidcRows.expiresAt,
        consumedAt: oidcRows.consumedAt,
        successorUsedAt: oidcRows.successorUsedAt,
        sessionEnds: sessions.expiresAt,
        sessionBegan: sessions.createdAt,
      })
      .from(oidcRows)
      .leftJoin(sessions, eq(sessions.id, oidcRows.sessionId))
      .where(and(eq(oidcRows.model, given.model), eq(oidcRows.key, given.key))),
)

/**
 * What is kept of this id; null where nothing is, it expired, or the portal session did that it ends with. That one may
 * be idle: then it opens nothing new, and what it opened goes on. What is spent says so: `consumed`, in seconds.
 */
export async function readRow(
  from: Reader | Writer,
  ctx: Context,
  model: Model,
  id: string,
): Promise<Found | null> {
  const [row] = await byKey(from, ctx.db, { model, key: keyOf(model, id) })
  if (!row) return null
  const { sessionBegan, sessionEnds } = row
  const now = ctx.now()
  if (!isLive(row.createdAt, row.expiresAt ?? later(now, 1), now)) return null
  if (sessionBegan && sessionEnds && !isLive(sessionBegan, sessionEnds, now)) return null
  const payload: Payload = Object.assign(JSON.parse(row.payload), { jti: id })
  if (row.consumedAt && !isInGrace(ctx, model, row))
    payload.consumed = Math.floor(row.consumedAt.getTime() / 1000)
  return { payload, sessionId: row.sessionId, userId: row.userId }
}

type Spendable = { consumedAt: Date | null; successorUsedAt: Date | null }

const isInGrace = (ctx: Context, model: Model, { consumedAt, successorUsedAt }: Spendable) =>
  model === 'RefreshToken' &&
  successorUsedAt === null &&
  happenedWithin(consumedAt, graceOfRefresh, ctx.now())

/** What a row belongs to. `codeKey`: of a token, the code that it came from. */
export type Belongings = {
  sessionId: string | null
  userId: string | null
  appId: string | null
  codeKey?: string | null
}

/** Keeps a row, for so many seconds, in place of the one that had this id. */
export async function putRow(
  tx: Writer,
  ctx: Context,
  model: Model,
  id: string,
  { jti: _, ...payload }: Payload,
  lasts: number | undefined,
  belongings: Belongings,
): Promise<void> {
  const { oidcRows } = ctx.db.tables
  const key = keyOf(model, id)
  const row = {
    payload: JSON.stringify(payload),
    grantId: textOf(payload.grantId),
    ...belongings,
    expiresAt: lasts === undefined ? null : later(ctx.now(), seconds(lasts)),
  }
  const replaces = model === 'Grant' || model === 'Interaction' || model === 'Session'
  if (replaces) {
    const [replaced] = await tx
      .update(oidcRows)
      .set(row)
      .where(and(eq(oidcRows.model, model), eq(oidcRows.key, key)))
      .returning({ key: oidcRows.key })
    if (replaced) return
  }
  const added = { model, key, createdAt: ctx.now(), ...row }
  // Made by two requests at once, or the successor of a refresh token, which was given to whoever asked first.
  if (replaces || model === 'RefreshToken') return insertNewRow(tx, oidcRows, added)
  await insertRow(tx, oidcRows, added)
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)

const markSpent = prepared(
  'spend-oidc-row',
  ({ oidcRows }) => ({ model: oidcRows.model, key: oidcRows.key, now: oidcRows.consumedAt }),
  (tx: Writer, { oidcRows }, given) =>
    tx
      .update(oidcRows)
      .set({ consumedAt: given.now })
      .where(and(eq(oidcRows.model, given.model), eq(oidcRows.key, given.key), isNull(oidcRows.consumedAt)))
      .returning({ grantId: oidcRows.grantId }),
)

/**
 * Spends a code or refresh token: false for all but the first. A refresh token's may be spent again for a moment, while
 * no one used what it was exchanged for.
 */
export async function spendRow(tx: Writer, ctx: Context, model: Model, id: string): Promise<boolean> {
  const { oidcRows } = ctx.db.tables
  const key = keyOf(model, id)
  const now = ctx.now()
  const [spent] = await markSpent(tx, ctx.db, { model, key, now })
  if (!spent) {
    const [before] = await tx
      .select()
      .from(oidcRows)
      .where(and(eq(oidcRows.model, model), eq(oidcRows.key, key)))
    return before !== undefined && isInGrace(ctx, model, before)
  }
  // Whoever has this one has the answer in which it came: those before it are done with.
  if (model === 'RefreshToken' && spent.grantId)
    await tx
      .update(oidcRows)
      .set({ successorUsedAt: now })
      .where(
        and(
          eq(oidcRows.model, model),
          eq(oidcRows.grantId, spent.grantId),
          ne(oidcRows.key, key),
          isNotNull(oidcRows.consumedAt),
          isNull(oidcRows.successorUsedAt),
        ),
      )
  return true
}

export async function dropRow(tx: Writer, ctx: Context, model: Model, id: string): Promise<void> {
  const { oidcRows } = ctx.db.tables
  await tx.delete(oidcRows).where(and(eq(oidcRows.model, model), eq(oidcRows.key, keyOf(model, id))))
}

/** Ends the tokens of a grant that came from this code, at once or by refreshing. What came from another code goes on. */
export async function dropTokensOf(tx: Writer, ctx: Context, grantId: string, code: string): Promise<void> {
  const { oidcRows } = ctx.db.tables
  const codeKey = keyOf('AuthorizationCode', code)
  await tx.delete(oidcRows).where(and(eq(oidcRows.grantId, grantId), eq(oidcRows.codeKey, codeKey)))
}

const codeOfToken = prepared(
  'code-of-refresh-token',
  ({ oidcRows }) => ({ key: oidcRows.key }),
  (tx: Writer, { oidcRows }, given) =>
    tx
      .select({ codeKey: oidcRows.codeKey })
      .from(oidcRows)
      .where(and(eq(oidcRows.model, 'RefreshToken'), eq(oidcRows.key, given.key))),
)

/** The key of the code that a refresh token came from. */
export async function codeKeyOf(tx: Writer, ctx: Context, refreshToken: string): Promise<string | null> {
  const [row] = await codeOfToken(tx, ctx.db, { key: keyOf('RefreshToken', refreshToken) })
  return row?.codeKey ?? null
}

/** Ends a grant with all that hangs on it. */
export async function dropGrant(tx: Writer, ctx: Context, grantId: string): Promise<void> {
  const { oidcRows } = ctx.db.tables
  await tx
    .delete(oidcRows)
    .where(or(eq(oidcRows.grantId, grantId), and(eq(oidcRows.model, 'Grant'), eq(oidcRows.key, grantId))))
}

/** How many go at once: tens of milliseconds, in which no one else can write. */
const sweptTogether = 250

/** Deletes some of what expired, the oldest first. True while there may be more. */
export async function sweepRows(tx: Writer, ctx: Context): Promise<boolean> {
  const { oidcRows } = ctx.db.tables
  const oldest = await tx
    .select({ key: oidcRows.key, expiresAt: oidcRows.expiresAt })
    .from(oidcRows)
    .where(lte(oidcRows.expiresAt, ctx.now()))
    .orderBy(asc(oidcRows.expiresAt))
    .limit(sweptTogether)
  const last = oldest.at(-1)?.expiresAt
  if (!last) return false
  const keys = oldest.map(({ key }) => key)
  // Up to the last of them: no index is by the key alone, and all that expired would be looked through each time.
  await tx.delete(oidcRows).where(and(lte(oidcRows.expiresAt, last), inArray(oidcRows.key, keys)))
  return oldest.length === sweptTogether
}
