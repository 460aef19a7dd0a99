import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Context } from '@/lib/context'
import { spendAttempt } from '@/lib/records/attempts/attempts'
import { authorizationCounter } from '@/lib/records/attempts/counters'
import { record } from '@/lib/records/audit/record'
import { codeKeyOf, type Model, type Payload, putRow, readRow } from '@/lib/records/oidc/rows'
import { noteAppSignIn, noteUse } from '@/lib/records/oidc/sign-in'
import { lockPerson } from '@/lib/records/users/lock'

/** Whose browser it is that asks the provider: the portal session of the request. */
export type Portal = { sessionId: string; userId: string }

/** What the provider wants kept. `lasts`: seconds. `refreshed`: the refresh token that this was given for. */
export type Kept = {
  model: Model
  id: string
  payload: Payload
  lasts: number | undefined
  refreshed?: string | undefined
}

/** Of the request that opens an app: by what the provider's session and this sign-in of the app are known. */
export type Opening = { providerSession: string; sid: string }

/** The session ended, or the grant did, before what hangs on it could be kept. */
export type Over = 'over'

/** An authorization that is not begun: it asks with too many words, or too many were begun from the same address. */
export type TooMuch = 'too-long' | 'too-many'

/**
 * Keeps what the provider asks for, bound to what it ends with: the provider's session and grants to the portal session
 * of whoever asks, codes and tokens to their grant. A grant with `offline_access` is bound to the person alone. Answers
 * `over` where that is not there any more, and `TooMuch` of an authorization; then nothing is kept.
 */
export async function keepRow(
  ctx: Context,
  kept: Kept,
  portal: Portal | null,
  opening: Opening | null,
): Promise<Over | TooMuch | null> {
  const { model, payload } = kept
  if (model === 'Interaction') return keepInteraction(ctx, kept)
  if (model === 'Session') return keepSession(ctx, kept, portal)
  const userId = String(payload.accountId)
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, userId)
    if (model === 'Grant') return keepGrant(tx, ctx, kept, portal, opening)
    return keepTokens(tx, ctx, [kept], kept.refreshed ? await codeKeyOf(tx, ctx, kept.refreshed) : null)
  })
}

/** What an authorization may ask with, in characters: as much as nginx lets an address be by default. */
const longestRequest = 8 * 1024

/**
 * The provider's own session is in it, with the value of its cookie: no one reads that, so it is not kept. Strangers may
 * begin any number of these.
 */
async function keepInteraction(
  ctx: Context,
  { model, id, payload: { session: _, ...payload }, lasts }: Kept,
): Promise<TooMuch | null> {
  if (JSON.stringify(payload.params).length > longestRequest) return 'too-long'
  const belongings = { sessionId: null, userId: null, appId: null }
  return ctx.db.write(async (tx) => {
    const begun = await readRow(tx, ctx, model, id)
    if (!begun && (await spendAttempt(tx, ctx, [authorizationCounter(ctx)]))) return 'too-many'
    await putRow(tx, ctx, model, id, payload, lasts, belongings)
    return null
  })
}

async function keepSession(
  ctx: Context,
  { model, id, payload, lasts }: Kept,
  portal: Portal | null,
): Promise<Over | null> {
  // Which apps it has opened stands in rows of their own: two requests at once would forget each other's.
  const { authorizations: _, ...rest } = payload
  // No one's opens nothing, and strangers could have any number of them kept. Or they signed out meanwhile.
  if (!portal || portal.userId !== payload.accountId) return 'over'
  const { sessionId, userId } = portal
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, userId)
    if (!(await stands(tx, ctx, sessionId))) return 'over'
    await putRow(tx, ctx, model, id, rest, lasts, { sessionId, userId, appId: null })
    return null
  })
}

async function stands(tx: Writer, ctx: Context, sessionId: string): Promise<boolean> {
  const { sessions } = ctx.db.tables
  const found = await tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.id, sessionId))
  return found.length > 0
}

async function keepGrant(
  tx: Writer,
  ctx: Context,
  { model, id, payload, lasts }: Kept,
  portal: Portal | null,
  opening: Opening | null,
): Promise<Over | null> {
  const { accountId, clientId } = payload as { accountId: string; clientId: string }
  if (!portal || !opening || portal.userId !== accountId) return 'over'
  const [app] = await appAndPerson(tx, ctx, clientId, accountId)
  if (!app || !(await stands(tx, ctx, portal.sessionId))) return 'over'
  const offline = isOffline(payload)
  const sessionId = offline ? null : portal.sessionId
  await putRow(tx, ctx, model, id, payload, lasts, { sessionId, userId: accountId, appId: clientId })
  const signIn = { appId: clientId, userId: accountId, grantId: id, sessionId: portal.sessionId, offline }
  const first = await noteAppSignIn(tx, ctx, { ...signIn, ...opening })
  const { organizationId, appName, ...person } = app
  if (first)
    await record(tx, ctx, organizationId, {
      event: 'app.opened',
      actor: { kind: 'user', ...person },
      detail: { app: appName },
    })
  if (offline)
    await record(tx, ctx, organizationId, {
      event: 'app.allowed',
      actor: { kind: 'user', ...person },
      detail: { app: appName },
    })
  return null
}

function appAndPerson(tx: Writer, ctx: Context, appId: string, userId: string) {
  const { apps, users } = ctx.db.tables
  return tx
    .select({
      ...{ id: users.id, name: users.name, email: users.email },
      ...{ organizationId: users.organizationId, appName: apps.name },
    })
    .from(users)
    .innerJoin(apps, eq(apps.organizationId, users.organizationId))
    .where(and(eq(users.id, userId), eq(apps.id, appId)))
}

/** Whether a grant outlives the session in which it was given (OpenID Connect Core 11). */
export const isOffline = (payload: Payload): boolean =>
  String((payload.openid as { scope?: string } | undefined)?.scope ?? '')
    .split(' ')
    .includes('offline_access')

const grantOf = prepared(
  'grant-of-token',
  ({ oidcRows }) => ({ grantId: oidcRows.key }),
  (tx: Writer, { oidcRows }, given) =>
    tx
      .select({ sessionId: oidcRows.sessionId, userId: oidcRows.userId, appId: oidcRows.appId })
      .from(oidcRows)
      .where(and(eq(oidcRows.model, 'Grant'), eq(oidcRows.key, given.grantId))),
)

/**
 * Keeps a code, or the tokens of one grant, bound to what the grant is bound to. Answers `over` where that is not there any
 * more. `codeKey`: of tokens, the key of the code that they came from.
 */
export async function keepTokens(
  tx: Writer,
  ctx: Context,
  tokens: Kept[],
  codeKey: string | null,
): Promise<Over | null> {
  const { accountId, clientId, grantId } = tokens[0]?.payload ?? {}
  const [grant] = await grantOf(tx, ctx.db, { grantId: String(grantId) })
  if (!grant || grant.userId !== accountId || grant.appId !== clientId) return 'over'
  for (const { model, id, payload, lasts } of tokens)
    await putRow(tx, ctx, model, id, payload, lasts, { ...grant, codeKey })
  if (tokens[0]?.model === 'AuthorizationCode' && grant.appId && grant.userId)
    await noteUse(tx, ctx, grant.appId, grant.userId)
  return null
}
