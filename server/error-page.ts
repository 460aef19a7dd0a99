import type { ServerResponse } from 'node:http'

/**
 * Sends a page of ours where Next has none that works without a script: for an error of a page, whose own page a script
 * fills, for an error of a form, which is a bare text, and for an action that the page a form was posted to does not have,
 * which is one as well. `scripted`: a script reads the answer, and gets all but the first from Next.
 */
export function replaceErrors(
  response: ServerResponse,
  {
    scripted,
    failed,
    unknownAction,
  }: { scripted: boolean; failed: () => string; unknownAction: () => string },
): void {
  const { writeHead, write, end } = response
  let replaced = false

  // Whatever sends headers passes here: also Node itself, at the first write.
  response.writeHead = (...given: unknown[]) => {
    const isPage = String(response.getHeader('content-type')).startsWith('text/html')
    const isUnknown = response.getHeader('x-nextjs-action-not-found') !== undefined
    const isError = Number(given[0]) >= 500 && (isPage || !scripted)
    const page = isUnknown && !scripted ? unknownAction : isError ? failed : null
    if (!page) return Reflect.apply(writeHead, response, given)
    replaced = true
    const body = page()
    for (const name of ['content-encoding', 'transfer-encoding', 'etag']) response.removeHeader(name)
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.setHeader('Content-Length', Buffer.byteLength(body))
    Reflect.apply(writeHead, response, given)
    return Reflect.apply(end, response, [body])
  }
  response.write = (...given: unknown[]) => (replaced ? true : Reflect.apply(write, response, given))
  response.end = (...given: unknown[]) => (replaced ? response : Reflect.apply(end, response, given))
}
