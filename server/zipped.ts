import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

/** Below that, gzip's own head and table cost more than they save. */
const smallest = 1024

/** The last that looks for matches in the quick way: a third of the time of its own choice, for 7 % more bytes of a page. */
const level = 3

const zippedTypes = /^text\/(?:html|x-component|plain)\b/

/** Whether a client takes gzip (RFC 9110 12.5.3). */
const takesGzip = (accepted: string) =>
  accepted.split(',').some((one) => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(one))

/**
 * Sends what Next makes of a page in one piece, compressed where the client takes that. Next would compress each of its
 * many small parts by itself, which takes a quarter of all that a page costs; none of our pages has a part that comes later.
 * Of the request it hides what the client takes, so that Next does not compress as well.
 */
export function sendZipped(request: IncomingMessage, response: ServerResponse): void {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  delete request.headers['accept-encoding']
  if (!takesGzip(accepted) || request.method === 'HEAD') return
  const { writeHead, write, end, flushHeaders } = response
  let held: { head: unknown[]; parts: Buffer[] } | null = null

  // Whatever sends headers passes here: also Node itself, at the first write.
  response.writeHead = (...given: unknown[]) => {
    if (held) return response
    const type = String(response.getHeader('content-type'))
    if (!zippedTypes.test(type) || response.getHeader('content-length') !== undefined)
      return Reflect.apply(writeHead, response, given)
    held = { head: given, parts: [] }
    return response
  }

  /** Whether what is written goes on to the client as it is. */
  function passes(): boolean {
    if (!response.headersSent && !held) response.writeHead(response.statusCode)
    return held === null
  }
  function hold([chunk, encoding]: unknown[]) {
    if (typeof chunk === 'string')
      held?.parts.push(Buffer.from(chunk, encoding === 'latin1' ? 'latin1' : 'utf8'))
    else if (chunk instanceof Uint8Array) held?.parts.push(Buffer.from(chunk))
  }
  response.write = (...given: unknown[]) => {
    if (passes()) return Reflect.apply(write, response, given)
    hold(given)
    const done = given.at(-1)
    if (typeof done === 'function') queueMicrotask(() => done())
    return true
  }
  response.end = (...given: unknown[]) => {
    if (passes()) return Reflect.apply(end, response, given)
    hold(given)
    const { head, parts } = held ?? { head: [], parts: [] }
    held = null
    const whole = Buffer.concat(parts)
    const small = whole.length < smallest
    const sent = small ? whole : gzipSync(whole, { level })
    response.removeHeader('Transfer-Encoding')
    response.setHeader('Content-Length', sent.length)
    response.appendHeader('Vary', 'Accept-Encoding')
    if (!small) response.setHeader('Content-Encoding', 'gzip')
    Reflect.apply(writeHead, response, head)
    const done = given.at(-1)
    return Reflect.apply(end, response, typeof done === 'function' ? [sent, done] : [sent])
  }
  response.flushHeaders = () => {
    if (passes()) Reflect.apply(flushHeaders, response, [])
  }
}
