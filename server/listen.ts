import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setImmediate as endOfTurn } from 'node:timers/promises'
import { seconds } from '@/lib/duration'
import type { Runtime } from '@/lib/runtime'
import { SettingsError } from '@/lib/settings'
import { privateHeaders } from '@/lib/web/headers'
import { answerApi, isApi } from './api'
import { readBody, withBody } from './body'
import { clientAddress, type Trust, trustIn } from './client-address'
import type { Log } from './log'
import { isPageReadable, readForm } from './readable'
import { answerUnparsed, type Refusal, refuse, send } from './refusals'
import { contentSecurityPolicy, newNonce, securityHeaders } from './security-headers'

const largestBody = 64 * 1024
/** Other services of the domain may set cookies for ours as well: several times what Node takes by default. */
const largestHead = 64 * 1024

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

type Constants = {
  headers: Record<string, string>
  trusted: Trust
  /** The ids of all server actions; null in development, where Next finds them as they are needed. */
  actions: ReadonlySet<string> | null
}

/**
 * Serves Next's handler on the settings' port. Gives every request an id, its client's address and the security
 * headers; answers `/api/health`; refuses what is too large (413), was sent from another site (403), cannot be read
 * (400) or calls an action of another build (404).
 */
export async function listen(
  runtime: Runtime,
  log: Log,
  handle: Handler,
  actions: ReadonlySet<string> | null,
): Promise<{ close(): Promise<void> }> {
  const { settings } = runtime
  const constants = {
    headers: securityHeaders(settings),
    trusted: trustIn(settings.trustedProxies),
    actions,
  }
  const server = createServer({ maxHeaderSize: largestHead }, (request, response) => {
    serve(runtime, log, handle, constants, request, response).catch((error: unknown) => {
      log.error({ event: 'request.failed', ...plainError(error) }, 'failed')
      if (response.headersSent) {
        response.destroy()
        return
      }
      for (const [name, value] of Object.entries(constants.headers)) response.setHeader(name, value)
      refuse(request, response, 'failed', {
        origin: settings.appUrl.origin,
        policy: policyOf(settings.appUrl),
      })
    })
  })
  server.on('clientError', (error, socket) => answerUnparsed(error, socket, settings.appUrl))
  // Longer than proxies keep connections to us open (up to two minutes), or they would send on one that we just closed.
  server.keepAliveTimeout = seconds(130)
  server.requestTimeout = seconds(30)
  server.headersTimeout = seconds(15)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new SettingsError(
              `PORT ${settings.port} is taken. Stop what uses it, or set PORT to another one.`,
            )
          : error,
      ),
    )
    server.listen(settings.port, settings.host, resolve)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), seconds(5)).unref()
      }),
  }
}

async function serve(
  runtime: Runtime,
  log: Log,
  handle: Handler,
  constants: Constants,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { appUrl } = runtime.settings
  const id = randomUUID()
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  const started = performance.now()
  const address = clientAddress(request, constants.trusted)
  let refused: Refusal | undefined
  const refuseAs = (reason: Refusal) => {
    refused = reason
    refuse(request, response, reason, { origin: appUrl.origin, policy: policyOf(appUrl) })
  }
  response.once('close', () => {
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
    const head = { 'X-Request-Id': id, ...constants.headers, ...headers, ...length }
    // With the other answers of this turn of the event loop: whoever reads them all is woken once.
    await endOfTurn()
    response.writeHead(status, head).end(body)
    return
  }
  response.setHeader('X-Request-Id', id)
  for (const [name, value] of Object.entries(constants.headers)) response.setHeader(name, value)
  if (!known) return refuseAs('address-unreadable')
  if (path === '/api/health') return health(runtime, response)
  if (!isPageReadable(request.headers)) return refuseAs('page-unreadable')
  const changes = request.method !== 'GET' && request.method !== 'HEAD'
  // Browsers name the origin of every form and fetch that is not a GET; what does not, is none (ASVS 3.5.1).
  if (changes && request.headers.origin !== appUrl.origin) return refuseAs('form-foreign')
  const local = otherLocalName(request, appUrl)
  if (local) {
    response.writeHead(307, { Location: local }).end()
    return
  }

  normalise(request, appUrl)
  request.headers[privateHeaders.address] = address
  request.headers[privateHeaders.requestId] = id
  request.headers[privateHeaders.path] = request.url ?? '/'
  if (!path.startsWith('/_next/static/')) {
    const policy = policyOf(appUrl)
    // Next reads the nonce for its own scripts out of the request.
    request.headers['content-security-policy'] = policy
    response.setHeader('Content-Security-Policy', policy)
    response.setHeader('Cache-Control', 'no-store')
  }
  if (!changes) return handle(request, response)
  const body = await readBody(request, largestBody).catch(() => undefined)
  // Whoever sent half of a form and left hears no answer.
  if (body === undefined) return void response.destroy()
  if (body === null) return refuseAs('form-too-large')
  const form = await readForm(request.headers, body)
  if (!form) return refuseAs('form-unreadable')
  if (form.action !== null && constants.actions?.has(form.action) === false) return refuseAs('form-stale')
  if (form.contentType) request.headers['content-type'] = form.contentType
  await handle(withBody(request, form.body), response)
}

const policyOf = ({ protocol }: URL) =>
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

/** On one's own machine: 127.0.0.1 leads to localhost, or the cookies and forms of one would be foreign to the other. */
function otherLocalName(request: IncomingMessage, appUrl: URL): string | null {
  // Nor what Next fetches from us by 127.0.0.1 after an action redirected: a fetch led elsewhere loses its cookies.
  if (appUrl.protocol === 'https:' || request.method !== 'GET' || request.headers.rsc) return null
  const host = request.headers.host ?? ''
  if (host === appUrl.host || !/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)) return null
  const url = URL.parse(request.url ?? '/', appUrl)
  return url?.origin === appUrl.origin ? url.href : null
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
    send(response, 503, text, 'The database does not answer.\n')
  }
}

const text = 'text/plain; charset=utf-8'

// A sign of a token may have been sent as `%5F`.
const withoutToken = (path: string) => path.replace(/(?:[A-Za-z0-9_-]|%[0-9A-Fa-f]{2}){43}/g, '[token]')

function plainError(error: unknown): { name: string; message: string } {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  return { name, message }
}
