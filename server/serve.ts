import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setImmediate as endOfTurn } from 'node:timers/promises'
import type { Runtime } from '@/lib/runtime'
import { privateHeaders } from '@/lib/web/headers'
import { answerApi, isApi } from './api'
import { readBody, withBody } from './body'
import { clientAddress, isForwarded, type Trust, untrustedForwarder } from './client-address'
import { elsewhere, ledCookie } from './elsewhere'
import { replaceErrors } from './error-page'
import { failureOf } from './failure'
import type { Log } from './log'
import { handNotice, keepNotice } from './notice'
import { isPageReadable, readForm } from './readable'
import { type Refusal, refusalPage, refuse, send } from './refusals'
import { contentSecurityPolicy, newNonce } from './security-headers'
import { withStandingMain } from './standing-page'
import type { Surroundings } from './surroundings'

const largestBody = 64 * 1024

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What is the same for all requests. */
export type House = {
  runtime: Runtime
  log: Log
  /** Next's. */
  handle: Handler
  /** The security headers. */
  headers: Record<string, string>
  trusted: Trust
  surroundings: Surroundings
  /** The ids of all server actions; null in development, where Next finds them as they are needed. */
  actions: ReadonlySet<string> | null
}

/** The ids of the requests that are being answered. */
const underWay = new Set<string>()

/** Whether this is Next itself, which fetches from us for an action that redirected: it hands our headers back. */
const isOwn = ({ headers }: IncomingMessage) => underWay.has(String(headers[privateHeaders.requestId]))

/** Answers one request, whatever it is. */
export async function serve(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { runtime, log, trusted, surroundings } = house
  const { appUrl } = runtime.settings
  const id = randomUUID()
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  const started = performance.now()
  const untrusted = untrustedForwarder(request, trusted)
  const own = isOwn(request)
  if (untrusted !== null && !own) surroundings.forwardedBy(untrusted)
  underWay.add(id)
  const address = clientAddress(request, trusted)
  let refused: Refusal | undefined
  const refuseAs = (reason: Refusal) => {
    refused = reason
    refuse(request, response, reason, { origin: appUrl.origin, policy: policyOf(appUrl) })
  }
  response.once('close', () => {
    underWay.delete(id)
    const ms = Math.round(performance.now() - started)
    // The path without its query and without one-time tokens.
    const { method } = request
    const status = response.statusCode
    const level = path.startsWith('/_next/static/') ? 'debug' : 'info'
    const facts = { event: 'request', id, method, path: withoutToken(path), status, ms, address }
    log[level](refused ? { ...facts, refused } : facts, 'request')
  })

  const known = isPath(path)
  if (known && isApi(path)) {
    const failed = (error: unknown) =>
      log.error({ event: 'request.failed', id, ...plainError(error) }, 'failed')
    const { status, headers, body } = await answerApi(runtime, request, { address, path, failed })
    // All at once: Node checks and keeps headers that are set one by one.
    const length = status === 204 ? {} : { 'Content-Length': Buffer.byteLength(body) }
    const head = { 'X-Request-Id': id, ...house.headers, ...headers, ...length }
    // With the other answers of this turn of the event loop: whoever reads them all is woken once.
    await endOfTurn()
    response.writeHead(status, head).end(body)
    return
  }
  response.setHeader('X-Request-Id', id)
  for (const [name, value] of Object.entries(house.headers)) response.setHeader(name, value)
  if (!known) return refuseAs('address-unreadable')
  if (path === '/api/health') return health(runtime, response)
  if (!isPageReadable(request.headers)) return refuseAs('page-unreadable')
  const changes = request.method !== 'GET' && request.method !== 'HEAD'
  // Browsers name the origin of every form and fetch that is not a GET; what does not, is none (ASVS 3.5.1).
  if (changes && request.headers.origin !== appUrl.origin) {
    surroundings.askedAs(request.headers.origin ?? 'nobody', 'form')
    return refuseAs('form-foreign')
  }
  // Next would have another page's action done by us, as if it came from this machine.
  if (changes && own) return refuseAs('form-stale')
  const led = elsewhere(request, appUrl, isForwarded(request, trusted))
  if (led) surroundings.askedAs(led.host, 'page')
  if (led?.led === false) return refuseAs('elsewhere')
  if (led) {
    response.setHeader('Set-Cookie', ledCookie)
    response.writeHead(307, { Location: `${appUrl.origin}${request.url}` }).end()
    return
  }
  const withoutNotice = keepNotice(request, response, appUrl)
  if (withoutNotice !== null) {
    response.writeHead(303, { Location: withoutNotice }).end()
    return
  }

  normalise(request, appUrl)
  request.headers[privateHeaders.address] = address
  request.headers[privateHeaders.requestId] = id
  request.headers[privateHeaders.path] = request.url ?? '/'
  handNotice(request, response, appUrl)
  if (house.actions) {
    const { rsc, 'next-action': acted } = request.headers
    const scripted = rsc !== undefined || acted !== undefined
    const unknownAction = () => {
      refused = 'form-stale'
      return refusalPage(request, refused, appUrl.origin)
    }
    replaceErrors(response, { scripted, unknownAction, notFound, failed: () => failureOf(request, id) })
  }
  if (!path.startsWith('/_next/static/')) {
    const policy = policyOf(appUrl)
    // Next reads the nonce for its own scripts out of the request.
    request.headers['content-security-policy'] = policy
    response.setHeader('Content-Security-Policy', policy)
    response.setHeader('Cache-Control', 'no-store')
  }
  if (!changes) return house.handle(request, response)
  const body = await readBody(request, largestBody).catch(() => undefined)
  // Whoever sent half of a form and left hears no answer.
  if (body === undefined) return void response.destroy()
  if (body === null) return refuseAs('form-too-large')
  const form = await readForm(request.headers, body)
  if (!form) return refuseAs('form-unreadable')
  if (form.action !== null && house.actions?.has(form.action) === false) return refuseAs('form-stale')
  if (form.contentType) request.headers['content-type'] = form.contentType
  await house.handle(withBody(request, form.body), response)
}

const notFound = (page: string) =>
  withStandingMain(page, 'Nothing here', 'Page not found, or you don’t have access. Check the address.', {
    ...{ href: '/', words: 'Go home' },
  })

export const policyOf = ({ protocol }: URL) =>
  contentSecurityPolicy(newNonce(), {
    dev: process.env.NODE_ENV !== 'production',
    https: protocol === 'https:',
  })

/** Strips what only we may say, and says who we are, so that no forged Host or X-Forwarded-Host is ever believed. */
function normalise(request: IncomingMessage, appUrl: URL): void {
  for (const name of Object.keys(request.headers)) {
    if (name.startsWith('x-countersign-') || name.startsWith('x-forwarded-') || name === 'forwarded') {
      delete request.headers[name]
    }
  }
  request.headers.host = appUrl.host
  request.headers['x-forwarded-proto'] = appUrl.protocol.slice(0, -1)
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

async function health(runtime: Runtime, response: ServerResponse): Promise<void> {
  try {
    await runtime.db.check()
    send(response, 200, text, 'ok\n')
  } catch {
    send(response, 503, text, "The database isn't answering.\n")
  }
}

const text = 'text/plain; charset=utf-8'

// A sign of a token may have been sent as `%5F`.
const withoutToken = (path: string) => path.replace(/(?:[A-Za-z0-9_-]|%[0-9A-Fa-f]{2}){43}/g, '[token]')

export function plainError(error: unknown): { name: string; message: string } {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  return { name, message }
}
