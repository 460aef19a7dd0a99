import type { ServerResponse } from 'node:http'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Failure } from './failure'
import { filledByScript } from './standing-page'

type Pages = {
  /** A script reads the answer: it gets all but the page for an error from Next. */
  scripted: boolean
  /** For an error of a page, whose own page a script fills, and for one of a form, which is a bare text. */
  failed: () => Failure
  /** For an action that the page a form was posted to does not have, which is a bare text as well. */
  unknownAction: () => string
  /** For what is not found within a frame, whose page a script fills: that page, readable without one. */
  notFound: (page: string) => string
}

const decoders = { gzip: gunzipSync, br: brotliDecompressSync, deflate: inflateSync }

/** Sends a page of ours where Next has none that works without a script. */
export function replaceErrors(response: ServerResponse, pages: Pages): void {
  const { writeHead, write, end, flushHeaders } = response
  let replaced = false
  /** What was given so far of a page that may be one for a script to fill, and for its head. */
  let held: { head: unknown[]; parts: Buffer[] } | null = null

  function sendWhole(head: unknown[], body: string) {
    replaced = true
    for (const name of ['content-encoding', 'transfer-encoding', 'etag']) response.removeHeader(name)
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.setHeader('Content-Length', Buffer.byteLength(body))
    Reflect.apply(writeHead, response, head)
    return Reflect.apply(end, response, [body])
  }

  /** The page is whole: sends it, or the same for those without a script. */
  function letGo({ head, parts }: { head: unknown[]; parts: Buffer[] }) {
    held = null
    const sent = Buffer.concat(parts)
    const encoding = String(response.getHeader('content-encoding') ?? '')
    const page = (encoding in decoders ? decoders[encoding as keyof typeof decoders](sent) : sent).toString()
    if (page.includes(filledByScript)) return sendWhole(head, pages.notFound(page))
    replaced = true
    Reflect.apply(writeHead, response, head)
    return Reflect.apply(end, response, [sent])
  }

  // Whatever sends headers passes here: also Node itself, at the first write.
  response.writeHead = (...given: unknown[]) => {
    if (held || replaced) return response
    const isPage = String(response.getHeader('content-type')).startsWith('text/html')
    const isUnknown = response.getHeader('x-nextjs-action-not-found') !== undefined
    const isError = Number(given[0]) >= 500 && (isPage || !pages.scripted)
    if (isUnknown && !pages.scripted) return sendWhole(given, pages.unknownAction())
    if (isError) {
      const { status, retryAfter, page } = pages.failed()
      if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter)
      return sendWhole([status, ...given.slice(1).filter((one) => typeof one === 'object')], page)
    }
    // A page leads on from a form that was posted to it: 307 would have the browser post that form there again.
    if (Number(given[0]) === 307 && !pages.scripted && response.req.method === 'POST') given[0] = 303
    if (Number(given[0]) !== 404 || !isPage || pages.scripted || response.req.method === 'HEAD')
      return Reflect.apply(writeHead, response, given)
    held = { head: given, parts: [] }
    return response
  }

  /** Whether what is written goes on to the browser as it is. */
  function passes(): boolean {
    if (!response.headersSent && !held && !replaced) response.writeHead(response.statusCode)
    return !held && !replaced
  }
  function hold([chunk, encoding]: unknown[]) {
    if (typeof chunk === 'string')
      held?.parts.push(
        Buffer.from(chunk, Buffer.isEncoding(String(encoding)) ? (encoding as 'utf8') : 'utf8'),
      )
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
    return held ? letGo(held) : response
  }
  response.flushHeaders = () => {
    if (passes()) Reflect.apply(flushHeaders, response, [])
  }
}
