import type { Configuration, Grant, KoaContextWithOIDC } from 'oidc-provider'
import { newToken } from '@/lib/crypto/token'
import type { AuthorizationResult } from '@/lib/records/oidc/authorization'
import { nameSignIn } from './account'

/** Grants that a request needs and that are not kept yet, until its code is. */
const pending = new WeakMap<KoaContextWithOIDC, Grant>()

/**
 * What an app is allowed: whatever it asks for, since apps belong to the organization, but for `offline_access`, which the
 * person allows. One grant for each app in a session of the provider, by a name that all requests at once agree on; one of
 * its own for each time that `offline_access` was allowed, which outlives the session.
 */
export const loadExistingGrant: NonNullable<Configuration['loadExistingGrant']> = async (ctx) => {
  const { account, client, provider, result } = ctx.oidc
  const name = nameSignIn(ctx)
  if (!account || !client || !name) return undefined
  const asked = [...ctx.oidc.requestParamOIDCScopes]
  // Whoever is signed in now, and not who was when it was asked.
  const allowed = (result?.consent as AuthorizationResult['consent'])?.allowedBy === account.accountId
  const offline = asked.includes('offline_access') && allowed
  const owner = { accountId: account.accountId, clientId: client.clientId }
  const known = offline ? undefined : await provider.Grant.find(name)
  const grant = known ?? new provider.Grant({ ...owner, ...(!offline && { jti: name }) })
  // The library needs its name before it is kept.
  if (offline) grant.jti = newToken()
  const scopes = asked.filter((scope) => scope !== 'offline_access' || offline)
  const claims = [...ctx.oidc.requestParamClaims]
  const before = new Set([...grant.getOIDCScope().split(' '), ...grant.getOIDCClaims()])
  if (known && [...scopes, ...claims].every((wanted) => before.has(wanted))) return known
  grant.addOIDCScope(scopes)
  grant.addOIDCClaims(claims)
  pending.set(ctx, grant)
  return grant
}

/** Keeps the grant of a request whose code is about to be kept, if that is a new one or allows more than before. */
export async function keepGrantOf(ctx: KoaContextWithOIDC): Promise<void> {
  const grant = pending.get(ctx)
  pending.delete(ctx)
  await grant?.save()
}
