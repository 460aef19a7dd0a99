import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'
import { cookieOf } from '@/lib/oidc/visit'
import { type AtGate, findGate, findSite } from '@/lib/queries/gates'
import { contextOf } from '@/lib/runtime'
import { cookieNameFor } from '@/lib/web/cookie-name'
import { sitePath } from '@/lib/web/gate-path'
import type { Answer, Exchange } from './exchange'

/*
 * What proxies ask about each request of a site behind them. There are two ways to ask, and each believes only the headers
 * that its own proxies set: nginx passes on a client's `X-Forwarded-*`, and Caddy and Traefik its `X-Original-*`.
 */

/** What a browser asked a proxy for: a page of which host, and how. */
type Asked = { scheme: string; host: string; path: string; method: string }

/** What an answer without a gate looks like to a proxy: where the browser is to be led. */
type Lead = (location: string) => Answer

/** nginx's `auth_request` knows 2xx, 401 and 403, and makes an error of every other status. */
export const verifyForNginx = (exchange: Exchange): Promise<Answer> =>
  verify(exchange, askedOfNginx, (Location) => text(401, 'Sign in.', { Location }))

/** Caddy's `forward_auth`, Traefik's `forwardAuth` and their like answer browsers with what they are answered. */
export const verifyForward = (exchange: Exchange): Promise<Answer> =>
  verify(exchange, askedOfForwarder, (Location) => text(302, 'Sign in.', { Location }))

async function verify(
  { house, request, address: client }: Exchange,
  read: (request: IncomingMessage) => Asked | null,
  lead: Lead,
): Promise<Answer> {
  const hop = request.socket.remoteAddress ?? ''
  if (!house.trusted(hop, 0)) {
    if (ipaddr.isValid(hop)) house.surroundings.verifiedBy(ipaddr.process(hop).toString())
    return text(403, 'This proxy is not in TRUSTED_PROXIES.')
  }
  const asked = read(request)
  if (!asked) return text(400, 'The headers that say what was asked for are missing or cannot be read.')
  const { host } = asked
  const ctx = contextOf(house.runtime, {
    address: client,
    userAgent: request.headers['user-agent'] || 'none',
  })
  const navigates = isNavigation(request, asked)
  const found = await gateOf(request, asked, (token) => findGate(ctx, token, host, navigates))
  if (found && !found.refusal) return { status: 200, headers: personHeaders(found), body: '' }
  const site = found ? null : await findSite(ctx, host)
  const address = found?.address ?? site?.address
  if (!address) {
    house.surroundings.siteUnknown(host)
    return refused()
  }
  const shut = Boolean(site?.suspendedAt) || isShut(found?.refusal)
  if (!navigates) return shut ? refused() : text(401, 'Sign in.')
  // Where signing in doesn't help either, the page that they are led to says why, and whom to ask: nginx would say "403".
  const to = sitePath(asked.path)
  return lead(`${new URL(address).origin}/.countersign/start?${new URLSearchParams({ to })}`)
}

/** Whether neither signing in again nor setting up a second factor opens the site. */
const isShut = (refusal: AtGate['refusal'] | undefined) =>
  refusal === 'not-assigned' || refusal === 'app-suspended'

const refused = () => text(403, 'This account may not open this site, or no such site is known.')

/** The gate of the cookie that the site's scheme has: one without the prefix may be another site's doing. */
async function gateOf(
  request: IncomingMessage,
  { host }: Asked,
  find: (token: string) => Promise<AtGate | null>,
): Promise<AtGate | null> {
  for (const scheme of ['https:', 'http:']) {
    const token = cookieOf(request, cookieNameFor(new URL(`${scheme}//${host}`), 'gate'))
    const found = token === '' ? null : await find(token)
    if (found && new URL(found.address).protocol === scheme) return found
  }
  return null
}

/** Not what scripts fetch, what sends something, or a WebSocket: none of these can be led to a page. */
function isNavigation({ headers }: IncomingMessage, { method }: Asked): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  const mode = headers['sec-fetch-mode']
  if (mode !== undefined) return mode === 'navigate'
  return headers.upgrade === undefined && headers.accept?.includes('text/html') === true
}

function askedOfNginx({ headers }: IncomingMessage): Asked | null {
  const [, scheme, host, path] =
    /^(https?):\/\/([^/?#\\@\s]+)(\/\S*)$/.exec(one(headers['x-original-url'])) ?? []
  return askedFor(scheme, host, path, one(headers['x-original-method']))
}

function askedOfForwarder({ headers }: IncomingMessage): Asked | null {
  return askedFor(
    one(headers['x-forwarded-proto']),
    one(headers['x-forwarded-host']),
    one(headers['x-forwarded-uri']),
    one(headers['x-forwarded-method']),
  )
}

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '')

function askedFor(scheme = '', host = '', path = '', method = ''): Asked | null {
  // What WebSockets are opened by is the same host.
  const web = scheme.replace(/^ws/, 'http')
  if (!/^https?$/.test(web) || !/^[a-z0-9._[\]:-]+$/i.test(host) || !path.startsWith('/')) return null
  const url = URL.parse(`${web}://${host}`)
  return url && { scheme: web, host: url.host, path, method: method.toUpperCase() }
}

/** All four always, and none ever empty: in the place of one that is missing a proxy may leave the client's own. */
function personHeaders({ person: { name, email, role, groups } }: AtGate): Record<string, string> {
  return {
    'Remote-User': encoded(email),
    'Remote-Email': encoded(email),
    'Remote-Name': encoded(name) || encoded(email),
    'Remote-Groups': groups.map(encoded).join(',') || role,
  }
}

/** Headers are bytes: what is not printable ASCII is percent-encoded as UTF-8, and so is the percent sign. */
const encoded = (value: string) =>
  value
    .replace(/\p{Cs}/gu, '\ufffd')
    .trim()
    .replace(/[^\x20-\x24\x26-\x7e]/gu, encodeURIComponent)

const text = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  body: `${body}\n`,
})
