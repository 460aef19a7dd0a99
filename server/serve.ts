import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as endOfTurn } from 'node:timers/promises'
import { privateHeaders } from '@/lib/web/headers'
import { refuseMethod } from './api'
import { clientAddress, isForwarded, silentForwarder, untrustedForwarder } from './client-address'
import { elsewhere, ledCookie } from './elsewhere'
import { type Answer, changes, type Exchange, type House } from './exchange'
import { mountOf } from './mounts'
import { ownMark } from './own-mark'
import { servePage } from './pages'
import { answerProvider } from './provider'
import { type Refusal, refuse } from './refusals'
import { contentSecurityPolicy, newNonce } from './security-headers'

/** Whether this is Next itself, which fetches from us for an action that redirected: it hands our headers back. */
const isOwn = ({ headers }: IncomingMessage) => headers[privateHeaders.own] === ownMark

/** Answers one request, whatever it is, by the rules of its mount. */
export async function serve(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { trusted, surroundings, runtime } = house
  const { appUrl } = runtime.settings
  const started = performance.now()
  const id = randomUUID()
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  const own = isOwn(request)
  if (!own) {
    const [untrusted, silent] = [untrustedForwarder(request, trusted), silentForwarder(request, trusted)]
    if (untrusted !== null) surroundings.forwardedBy(untrusted)
    if (silent !== null) surroundings.unnamedBy(silent)
  }
  const known = isPath(path)
  const { metricsToken } = runtime.settings
  const mount = mountOf(known ? path : '/', { request, own, metricsToken })
  const nonce = mount.csp === 'page' ? newNonce() : ''
  const address = clientAddress(request, trusted)
  const exchange: Exchange = { house, mount, request, id, path, nonce, address, own }
  response.once('close', () => {
    const duration = performance.now() - started
    writeDown(exchange, response.statusCode, duration)
    house.metrics.request(exchange, response.statusCode, duration)
  })

  const headers = headersOf(exchange)
  const trespass = known ? trespassOf(exchange) : 'address-unreadable'
  if (typeof mount.answer === 'function' && !trespass)
    return sendWhole(response, headers, await mount.answer(exchange))
  if (!trespass && mount.methods !== 'any' && !mount.methods.includes(request.method ?? ''))
    return sendWhole(response, headers, refuseMethod(mount.methods))
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  const refuseAs = (reason: Refusal) => {
    exchange.refused = reason
    const policy = contentSecurityPolicy('page', newNonce(), appUrl)
    refuse(request, response, reason, { origin: appUrl.origin, policy })
  }
  if (trespass === 'led') {
    response.setHeader('Set-Cookie', ledCookie)
    response.writeHead(307, { Location: `${appUrl.origin}${request.url}` }).end()
  } else if (trespass) refuseAs(trespass)
  else if (mount.whole && request.headers.rsc !== undefined) response.writeHead(404).end()
  else if (mount.answer === 'provider') await answerProvider(exchange, response)
  else await servePage(exchange, response, refuseAs)
}

/** What each answer of the mount says of itself, whatever it is. */
function headersOf({ house, mount, id, nonce }: Exchange): Record<string, string> {
  const headers: Record<string, string> = { 'X-Request-Id': id, ...house.headers }
  if (mount.kept === 'nothing') headers['Cache-Control'] = 'no-store'
  if (mount.csp)
    headers['Content-Security-Policy'] = contentSecurityPolicy(
      mount.csp,
      nonce,
      house.runtime.settings.appUrl,
    )
  return headers
}

/** Whether a request comes from where its mount takes none: why it is refused, or `led` to APP_URL. */
function trespassOf({ house, mount, request }: Exchange): Refusal | 'led' | null {
  const { surroundings, trusted } = house
  const { appUrl } = house.runtime.settings
  if (mount.origin === 'own' && changes(request) && request.headers.origin !== appUrl.origin) {
    surroundings.askedAs(request.headers.origin ?? 'nobody', 'form')
    return 'form-foreign'
  }
  const led = mount.host === 'own' ? elsewhere(request, appUrl, isForwarded(request, trusted)) : null
  if (!led) return null
  surroundings.askedAs(led.host, 'page')
  return led.led ? 'led' : 'elsewhere'
}

/** All at once: Node checks and keeps headers that are set one by one. */
async function sendWhole(response: ServerResponse, always: Record<string, string>, answer: Answer) {
  const { status, headers, body } = answer
  if (typeof body !== 'string') return sendParts(response, status, { ...always, ...headers }, body)
  const length = status === 204 ? {} : { 'Content-Length': Buffer.byteLength(body) }
  const head = { ...always, ...headers, ...length }
  // With the other answers of this turn of the event loop: whoever reads them all is woken once.
  await endOfTurn()
  response.writeHead(status, head).end(body)
}

/** Each part once the last was taken. What goes wrong then cuts the connection: it must not pass for a whole answer. */
async function sendParts(
  response: ServerResponse,
  status: number,
  head: Record<string, string>,
  parts: AsyncIterable<string>,
) {
  response.writeHead(status, head)
  await pipeline(Readable.from(parts), response).catch((error: NodeJS.ErrnoException) => {
    // Whoever asked has gone.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}

function writeDown(exchange: Exchange, status: number, duration: number): void {
  const { house, mount, request, id, path, address, refused } = exchange
  const ms = Math.round(duration)
  const facts = {
    event: 'request',
    id,
    method: request.method,
    path: withoutToken(path),
    status,
    ms,
    address,
  }
  house.log[mount.name === 'static' ? 'debug' : 'info'](refused ? { ...facts, refused } : facts, 'request')
}

/** A path as browsers send it: none of another server, no dot segments, and percent signs that can be decoded. */
function isPath(path: string): boolean {
  // Most are of signs of which none can be in the way.
  if (/^\/[\w/-]*$/.test(path)) return true
  try {
    decodeURIComponent(path)
  } catch {
    return false
  }
  return path.startsWith('/') && URL.parse(`http://own.invalid${path}`)?.pathname === path
}

// A sign of a token may have been sent as `%5F`.
const withoutToken = (path: string) => path.replace(/(?:[A-Za-z0-9_-]|%[0-9A-Fa-f]{2}){43}/g, '[token]')
