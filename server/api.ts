import type { IncomingMessage, ServerResponse } from 'node:http'
import { contextOf, type Runtime } from '@/lib/runtime'
import { apiReference } from '@/lib/web/api/docs'
import { openApiDocument } from '@/lib/web/api/openapi'
import { callProblem } from '@/lib/web/api/problem'
import { apiPrefix, serveApi } from '@/lib/web/api/serve'

const largestBody = 16 * 1024

export const isApi = (path: string) => path === apiPrefix || path.startsWith(`${apiPrefix}/`)

/**
 * Answers the token API, in front of Next. It looks at no cookie and has no CORS headers: a page of another site can
 * neither send its bearer token, which it does not have, nor read an answer.
 */
export async function handleApi(
  runtime: Runtime,
  request: IncomingMessage,
  response: ServerResponse,
  {
    address,
    path,
    nonce,
    failed,
  }: { address: string; path: string; nonce: string; failed(error: unknown): void },
): Promise<void> {
  const { appName, appUrl } = runtime.settings
  response.setHeader('Cache-Control', 'no-store')
  if (path === `${apiPrefix}/openapi.json`) {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(openApiDocument(appName, appUrl.origin)))
    return
  }
  if (path === `${apiPrefix}/docs`) {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(apiReference(appName, appUrl.origin, nonce))
    return
  }
  const body = await readBody(request)
  const ctx = contextOf(runtime, { address, userAgent: request.headers['user-agent'] || 'none' })
  const answer =
    body === null
      ? callProblem('body-too-large')
      : await serveApi(ctx, toRequest(request, appUrl, body), failed)
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(Buffer.from(await answer.arrayBuffer()))
}

/** The whole body; null for one that is too large, which is not read to its end. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > largestBody) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function toRequest(request: IncomingMessage, appUrl: URL, body: Buffer): Request {
  const { method = 'GET' } = request
  const headers = new Headers()
  for (const name of ['authorization', 'content-type'] as const) {
    const value = request.headers[name]
    if (value !== undefined) headers.set(name, value)
  }
  const withBody = method !== 'GET' && method !== 'HEAD'
  return new Request(new URL(request.url ?? '/', appUrl), {
    ...{ method, headers },
    ...(withBody && { body: new Uint8Array(body) }),
  })
}
