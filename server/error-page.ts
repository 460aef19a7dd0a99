import type { ServerResponse } from 'node:http'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Failure } from './failure'
import { type Head, holdBack, type Send } from './held'
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
  function sendPage(send: Send, head: Head, page: string): 'sent' {
    for (const name of ['content-encoding', 'transfer-encoding', 'etag']) response.removeHeader(name)
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.setHeader('Content-Length', Buffer.byteLength(page))
    send(head, page)
    return 'sent'
  }

  holdBack(response, {
    begin(head, send) {
      const isPage = String(response.getHeader('content-type')).startsWith('text/html')
      const isUnknown = response.getHeader('x-nextjs-action-not-found') !== undefined
      const isError = Number(head[0]) >= 500 && (isPage || !pages.scripted)
      if (isUnknown && !pages.scripted) return sendPage(send, head, pages.unknownAction())
      if (isError) {
        const { status, retryAfter, page } = pages.failed()
        if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter)
        return sendPage(send, [status, ...head.slice(1).filter((one) => typeof one === 'object')], page)
      }
      // A page leads on from a form that was posted to it: 307 would have the browser post that form there again.
      if (Number(head[0]) === 307 && !pages.scripted && response.req.method === 'POST') head[0] = 303
      // It may be one for a script to fill.
      const isNotFound = Number(head[0]) === 404 && isPage && !pages.scripted
      return isNotFound && response.req.method !== 'HEAD' ? 'held' : 'passes'
    },
    letGo(head, whole, send) {
      const encoding = String(response.getHeader('content-encoding') ?? '')
      const page = encoding in decoders ? decoders[encoding as keyof typeof decoders](whole) : whole
      if (page.includes(filledByScript)) sendPage(send, head, pages.notFound(page.toString()))
      else send(head, whole)
    },
  })
}
