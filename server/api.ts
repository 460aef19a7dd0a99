import type { IncomingMessage } from 'node:http'
import { apiReference } from '@/lib/api/docs'
import { openApiDocument } from '@/lib/api/openapi'
import { type ApiAnswer, callProblem } from '@/lib/api/problem'
import { apiPrefix, serveApi } from '@/lib/api/serve'
import { contextOf, type Runtime } from '@/lib/runtime'
import { readBody } from './body'
import { contentSecurityPolicy, newNonce } from './security-headers'

const largestBody = 16 * 1024

/** What is read about the API: no calls of it. */
const documents = [`${apiPrefix}/openapi.json`, `${apiPrefix}/docs`]

export const isApi = (path: string) => path === apiPrefix || path.startsWith(`${apiPrefix}/`)

/** JSON is no page: a browser that is led to show it as one loads nothing and frames nothing. */
const always = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
}

/**
 * Answers the token API, in front of Next. It looks at no cookie and has no CORS headers: a page of another site can
 * neither send its bearer token, which it does not have, nor read an answer.
 */
export async function answerApi(
  runtime: Runtime,
  request: IncomingMessage,
  { address, path, failed }: { address: string; path: string; failed(error: unknown): void },
): Promise<ApiAnswer> {
  const { appName, appUrl } = runtime.settings
  if (documents.includes(path) && !['GET', 'HEAD'].includes(request.method ?? '')) {
    const { status, headers, body } = callProblem('method-not-allowed')
    return { status, headers: { ...always, ...headers, Allow: 'GET, HEAD' }, body }
  }
  if (path === `${apiPrefix}/openapi.json`) {
    const body = JSON.stringify(openApiDocument(appName, appUrl.origin))
    return { status: 200, headers: { ...always, 'Content-Type': 'application/json' }, body }
  }
  if (path === `${apiPrefix}/docs`) {
    const nonce = newNonce()
    const https = appUrl.protocol === 'https:'
    const headers = {
      ...always,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(nonce, { dev: false, https }),
    }
    return { status: 200, headers, body: apiReference(appName, appUrl.origin, nonce) }
  }
  const read = hasBody(request) ? await readBody(request, largestBody) : Buffer.alloc(0)
  const body = read && decoded(read)
  const { authorization, 'content-type': contentType, 'user-agent': userAgent = 'none' } = request.headers
  const called = path.slice(apiPrefix.length)
  const query = request.url?.slice(path.length + 1) ?? ''
  const call = { method: request.method ?? 'GET', path: called, query, authorization, contentType }
  const {
    status,
    headers,
    body: said,
  } = body === null
    ? callProblem(read === null ? 'body-too-large' : 'body-unreadable')
    : await serveApi(contextOf(runtime, { address, userAgent }), { ...call, body }, failed)
  return { status, headers: { ...always, ...headers }, body: said }
}

/**
 * UTF-8 without a byte order mark, as `Request.text()` decodes it; null where it is not that: what came in another
 * encoding is stored and mailed garbled otherwise. JSON has no NUL, and every other character of UTF-16 is often one.
 */
function decoded(body: Buffer): string | null {
  try {
    return body.includes(0) ? null : new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}

/** RFC 9112 6.3: a request without either of these has none. */
const hasBody = ({ headers }: IncomingMessage) =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
