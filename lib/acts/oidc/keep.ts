import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Context } from '@/lib/context'
import { record } from '@/lib/records/audit/record'
import { type Model, type Payload, putRow } from '@/lib/records/oidc/rows'
import { noteAppSignIn, noteUse } from '@/lib/records/oidc/sign-in'
import { lockPerson } from '@/lib/records/users/lock'

/** Whose browser it is that asks the provider: the portal session of the request. */
export type Portal = { sessionId: string; userId: string }

/** What the provider wants kept. `lasts`: seconds. */
export type Kept = { model: Model; id: string; payload: Payload; lasts: number | undefined }

/** Of the request that opens an app: by what the provider's session and this sign-in of the app are known. */
export type Opening = { providerSession: string; sid: string }

/** The session ended, or the grant did, before what hangs on it could be kept. */
export type Over = 'over'

/**
 * Keeps what the provider asks for, bound to what it ends with: the provider's session and grants to the portal session
 * of whoever asks, codes and tokens to their grant. A grant with `offline_access` is bound to the person alone. Answers
 * `over` where that is not there any more; then nothing is kept.
 */
export async function keepRow(
  ctx: Context,
  kept: Kept,
  portal: Portal | null,
  opening: Opening | null,
): Promise<Over | null> {
  const { model, payload } = kept
  if (model === 'Interaction') return keepInteraction(ctx, kept)
  if (model === 'Session') return keepSession(ctx, kept, portal)
  const userId = String(payload.accountId)
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, userId)
    return model === 'Grant' ? keepGrant(tx, ctx, kept, portal, opening) : keepToken(tx, ctx, kept)
  })
}

/** The provider's own session is in it, with the value of its cookie: nobody reads that, so it is not kept. */
async function keepInteraction(
  ctx: Context,
  { model, id, payload: { session: _, ...payload }, lasts }: Kept,
): Promise<null> {
  const belongings = { sessionId: null, userId: null, appId: null }
  await ctx.db.write((tx) => putRow(tx, ctx, model, id, payload, lasts, belongings))
  return null
}

async function keepSession(
  ctx: Context,
  { model, id, payload, lasts }: Kept,
  portal: Portal | null,
): Promise<Over | null> {
  // Which apps it has opened stands in rows of their own: two requests at once would forget each other's.
  const { authorizations: _, ...rest } = payload
  const owner = typeof payload.accountId === 'string' ? payload.accountId : null
  // Signed out meanwhile.
  if (owner !== null && portal?.userId !== owner) return 'over'
  const sessionId = owner === null ? null : (portal?.sessionId ?? null)
  return ctx.db.write(async (tx) => {
    if (owner !== null) {
      await lockPerson(tx, ctx, owner)
      if (!(await stands(tx, ctx, sessionId))) return 'over'
    }
    await putRow(tx, ctx, model, id, rest, lasts, { sessionId, userId: owner, appId: null })
    return null
  })
}

async function stands(tx: Writer, ctx: Context, sessionId: string | null): Promise<boolean> {
  const { sessions } = ctx.db.tables
  if (sessionId === null) return false
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

/** Keeps a code or token, bound to what its grant is bound to. Answers `over` where the grant is not there any more. */
export async function keepToken(
  tx: Writer,
  ctx: Context,
  { model, id, payload, lasts }: Kept,
): Promise<Over | null> {
  const [grant] = await grantOf(tx, ctx.db, { grantId: String(payload.grantId) })
  if (!grant || grant.userId !== payload.accountId || grant.appId !== payload.clientId) return 'over'
  await putRow(tx, ctx, model, id, payload, lasts, grant)
  if (model === 'AuthorizationCode' && grant.appId && grant.userId)
    await noteUse(tx, ctx, grant.appId, grant.userId)
  return null
}
