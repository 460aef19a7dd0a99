import { createServer } from 'node:http'
import { seconds } from '@/lib/duration'
import { openOidc } from '@/lib/oidc/answer'
import type { Runtime } from '@/lib/runtime'
import { type Settings, SettingsError } from '@/lib/settings'
import { trustIn } from './client-address'
import type { Handler, House } from './exchange'
import { type Log, plainError } from './log'
import type { Metrics } from './metrics'
import { refuse } from './refusals'
import { contentSecurityPolicy, newNonce, securityHeaders } from './security-headers'
import { serve } from './serve'
import type { Surroundings } from './surroundings'
import type { Tracing } from './tracing'
import { answerConnect, answerUnparsed } from './unparsed'

/** What a server that listens tells, and whom. */
export type Told = { log: Log; metrics: Metrics; surroundings: Surroundings; tracing: Tracing | null }

/** Other services of the domain may set cookies for ours as well: several times what Node takes by default. */
const largestHead = 64 * 1024

/**
 * Serves the mounts on the settings' port. Gives every request an id, its client's address and the security headers;
 * refuses what is too large (413), was sent from another site (403), cannot be read (400) or calls an action of another
 * build (404).
 */
export async function listen(
  runtime: Runtime,
  { log, metrics, surroundings, tracing }: Told,
  handle: Handler,
  actions: ReadonlySet<string> | null,
): Promise<{ close(): Promise<void> }> {
  const { settings } = runtime
  const headers = securityHeaders(settings)
  const trusted = trustIn(settings.trustedProxies)
  const house: House = {
    ...{ runtime, log, metrics, surroundings, handle, headers, trusted, actions },
    oidc: openOidc(runtime, (error) => log.error({ event: 'oidc.failed', ...plainError(error) }, 'failed')),
  }
  const answer: Handler = (request, response) => serve(house, request, response)
  const answerAll = tracing ? tracing.traced(answer) : answer
  const server = createServer({ maxHeaderSize: largestHead }, (request, response) => {
    answerAll(request, response).catch((error: unknown) => {
      log.error({ event: 'request.failed', ...plainError(error) }, 'failed')
      if (response.headersSent) {
        response.destroy()
        return
      }
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      refuse(request, response, 'failed', {
        origin: settings.appUrl.origin,
        policy: contentSecurityPolicy('page', newNonce(), settings.appUrl),
      })
    })
  })
  // Next listens for WebSockets from its first page on and, when built, answers none: who asks for one would wait for ever,
  // such as a proxy that passes on what a browser asked. Without a listener it is a request like any other.
  if (actions)
    server.on('newListener', (event, listener: (...words: unknown[]) => void) => {
      if (event === 'upgrade') process.nextTick(() => server.off('upgrade', listener))
    })
  server.on('clientError', (error, socket) => answerUnparsed(error, socket, settings.appUrl, headers))
  server.on('connect', ({ url }, socket) => answerConnect(url, socket, headers))
  // Longer than proxies keep connections to us open (up to two minutes), or they would send on one that we just closed.
  server.keepAliveTimeout = seconds(130)
  server.requestTimeout = seconds(30)
  server.headersTimeout = seconds(15)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(inWords(error, settings)))
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

/** Why the socket cannot be had, by the variable that chose it. */
function inWords(error: NodeJS.ErrnoException, { port, host }: Settings): Error {
  if (error.code === 'EADDRINUSE')
    return new SettingsError(`PORT ${port} is taken. Stop what uses it, or set PORT to another one.`)
  if (error.code === 'EACCES')
    return new SettingsError(
      `PORT ${port} needs rights that this user doesn't have. Set PORT to 1024 or above, and put a proxy in front.`,
    )
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL', 'EAFNOSUPPORT'].includes(error.code ?? ''))
    return new SettingsError(
      `HOST ${host} is not an address of this computer. Set HOST to 127.0.0.1, 0.0.0.0 or one that it has.`,
    )
  return error
}
