import type { KoaContextWithOIDC } from 'oidc-provider'
import { InvalidGrant } from 'oidc-provider/lib/helpers/errors.js'
import { spend } from '@/lib/acts/oidc/end'
import { keepExchange } from '@/lib/acts/oidc/exchange'
import type { Kept } from '@/lib/acts/oidc/keep'
import { type Visit, visitOf } from './visit'

/** A code that is being exchanged, and the access token for it. */
type Exchange = { code: string; access: Kept | null }

const under = new WeakMap<Visit, Exchange>()

/** The code that a request exchanges, or tries to; null of any other request. */
export const codeShown = ({ oidc }: KoaContextWithOIDC): string | null =>
  oidc.params?.grant_type === 'authorization_code' ? String(oidc.params.code) : null

/**
 * Begins to exchange a code. The library spends it, keeps an access token and keeps a refresh token, one after the other;
 * it is done once the last of them is there, in one transaction and with one wait for the disk.
 */
export function beginExchange(visit: Visit, code: string): void {
  under.set(visit, { code, access: null })
}

/**
 * Takes a token of an exchange that is under way: false of any other. With the refresh token, which every app gets, the
 * exchange is done. Throws what the library tells apps where the code was spent before, or what it hangs on has ended.
 */
export async function takeToken(visit: Visit, token: Kept): Promise<boolean> {
  const exchange = under.get(visit)
  if (!exchange || (token.model !== 'AccessToken' && token.model !== 'RefreshToken')) return false
  if (token.model === 'AccessToken') exchange.access = token
  else {
    under.delete(visit)
    await keep(visit, exchange, token)
  }
  return true
}

/** Before the answer is sent: spends the code of an exchange that went wrong on the way, as one that was shown. */
export async function afterExchange(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  try {
    await next()
  } finally {
    await finish(visitOf(ctx.req), ctx.status)
  }
}

async function finish(visit: Visit, status: number): Promise<void> {
  const exchange = under.get(visit)
  if (!exchange) return
  under.delete(visit)
  await spend(visit.ctx, 'AuthorizationCode', exchange.code)
  if (exchange.access && status === 200) throw new Error('An access token was given out and not kept.')
}

async function keep(visit: Visit, { code, access }: Exchange, refresh: Kept): Promise<void> {
  const tokens = access ? [access, refresh] : [refresh]
  const failed = await keepExchange(visit.ctx, code, tokens)
  if (failed === 'used') throw new InvalidGrant('this was already used')
  if (failed === 'over') throw new InvalidGrant('the session has ended')
}
