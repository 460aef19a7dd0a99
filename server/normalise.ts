import type { IncomingMessage } from 'node:http'

/** Strips what only we may say, and says who we are, so that no forged Host or X-Forwarded-Host is ever believed. */
export function normalise(request: IncomingMessage, appUrl: URL): void {
  for (const name of Object.keys(request.headers)) {
    if (name.startsWith('x-countersign-') || name.startsWith('x-forwarded-') || name === 'forwarded') {
      delete request.headers[name]
    }
  }
  request.headers.host = appUrl.host
  request.headers['x-forwarded-proto'] = appUrl.protocol.slice(0, -1)
}
