import type { IncomingMessage } from 'node:http'
import { apiReference } from '@/lib/api/docs'
import { openApiDocument } from '@/lib/api/openapi'
import { callProblem, type WholeAnswer } from '@/lib/api/problem'
import { apiPrefix, serveApi } from '@/lib/api/serve'
import { contextOf } from '@/lib/runtime'
import { readBody } from './body'
import type { Answer, Exchange } from './exchange'
import { plainError } from './log'

/*
 * The token API, in front of Next. It looks at no cookie and has no CORS headers: a page of another site can neither send
 * its bearer token, which it does not have, nor read an answer.
 */

/** Answers one call. */
export async function answerCall({ house, mount, request, id, path, address }: Exchange): Promise<Answer> {
  const { runtime, log } = house
  const read = hasBody(request) ? await readBody(request, mount.body ?? 0) : Buffer.alloc(0)
  const body = read && decoded(read)
  if (body === null) return callProblem(read === null ? 'body-too-large' : 'body-unreadable')
  const { authorization, 'content-type': contentType, 'user-agent': userAgent = 'none' } = request.headers
  const called = path.slice(apiPrefix.length)
  const query = request.url?.slice(path.length + 1) ?? ''
  const call = { method: request.method ?? 'GET', path: called, query, authorization, contentType, body }
  return serveApi(contextOf(runtime, { address, userAgent }), call, (error) =>
    log.error({ event: 'request.failed', id, ...plainError(error) }, 'failed'),
  )
}

/** Answers with the OpenAPI document, for programs. */
export function answerDocument(exchange: Exchange): Answer {
  const { appName, appUrl } = exchange.house.runtime.settings
  return readOnly(exchange, 'application/json', () => JSON.stringify(openApiDocument(appName, appUrl.origin)))
}

/** Answers with the reference, for people. */
export function answerDocs(exchange: Exchange): Answer {
  const { appName, appUrl } = exchange.house.runtime.settings
  return readOnly(exchange, 'text/html; charset=utf-8', () =>
    apiReference(appName, appUrl.origin, exchange.nonce),
  )
}

function readOnly({ mount, request }: Exchange, type: string, write: () => string): Answer {
  if (mount.methods === 'any' || mount.methods.includes(request.method ?? ''))
    return { status: 200, headers: { 'Content-Type': type }, body: write() }
  return refuseMethod(mount.methods)
}

/** What is answered where none but these methods are taken. */
export function refuseMethod(taken: readonly string[]): WholeAnswer {
  const refused = callProblem('method-not-allowed')
  return { ...refused, headers: { ...refused.headers, Allow: taken.join(', ') } }
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
