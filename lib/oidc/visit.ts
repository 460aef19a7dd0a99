import { hash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Context } from '@/lib/context'
import type { ClientApp } from '@/lib/queries/oidc/client'
import { findSignIn, type SignIn } from '@/lib/queries/sessions/find'
import { contextOf, type Runtime } from '@/lib/runtime'
import { cookieNameFor } from '@/lib/web/cookie-name'

/** One request to the provider: the context of its rules, and whose browser it comes from. */
export type Visit = {
  ctx: Context
  appUrl: URL
  /** The portal session of the browser, and its person; null where no one is signed in. Asked once. */
  signIn(): Promise<SignIn | null>
  /** The app of the client id that the library was last given in this request. */
  app: ClientApp | null
}

const visits = new WeakMap<IncomingMessage, Visit>()

/** Begins a visit. `address`: the client's. */
export function beginVisit(runtime: Runtime, request: IncomingMessage, address: string): void {
  const ctx = contextOf(runtime, { address, userAgent: request.headers['user-agent'] || 'none' })
  const token = cookieOf(request, cookieNameFor(runtime.settings.appUrl, 'session'))
  let asked: Promise<SignIn | null> | undefined
  visits.set(request, {
    ctx,
    appUrl: runtime.settings.appUrl,
    signIn: () => (asked ??= findWebSignIn(ctx, token)),
    app: null,
  })
}

async function findWebSignIn(ctx: Context, token: string): Promise<SignIn | null> {
  const found = token === '' ? null : await findSignIn(ctx, token)
  // A token of the token API is no cookie.
  return found?.person.channel === 'web' ? found : null
}

/** The visit of a request that `beginVisit` was called for. */
export function visitOf(request: IncomingMessage): Visit {
  const visit = visits.get(request)
  if (!visit) throw new Error('This request did not come through the mount of the provider.')
  return visit
}

/** The value of a cookie that was sent; empty where it was not. */
export function cookieOf({ headers }: IncomingMessage, name: string): string {
  // Nothing but what RFC 6265 4.2.1 has between pairs is taken away: browsers watch over `__Host-` at the very beginning of
  // a name alone, and a neighbour's subdomain may set one that begins with another kind of space.
  const sent = (headers.cookie ?? '').split(';').map((pair) => pair.replace(/^[ \t]+|[ \t]+$/g, ''))
  return sent.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
}

/** The same for the same app in the same session of the provider, whichever request or server asks: none of it is a secret. */
export const derivedId = (purpose: 'sid' | 'grant', sessionUid: string, clientId: string): string =>
  hash('sha256', `${purpose}\0${sessionUid}\0${clientId}`, 'base64url')
