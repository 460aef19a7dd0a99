import { IncomingMessage } from 'node:http'

/**
 * The whole body, counted while it is read; null for one beyond the limit (bytes). Its rest is thrown away unseen, which
 * Node does once the answer is sent: a proxy that is still sending when the connection closes answers 502 in place of ours.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null
  const parts: Buffer[] = []
  let size = 0
  // Leaving the loop must not close the connection: the answer is still to be sent.
  const arriving: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
  for await (const part of arriving) {
    size += part.length
    if (size > limit) break
    parts.push(part)
  }
  if (size <= limit) return Buffer.concat(parts)
  // Only now: while the loop stands, it holds back what it has not asked for.
  request.resume()
  return null
}

/** The same request for whoever reads it next, with this body in place of the one that was read. */
export function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const copy = new IncomingMessage(request.socket)
  copy.httpVersion = request.httpVersion
  copy.httpVersionMajor = request.httpVersionMajor
  copy.httpVersionMinor = request.httpVersionMinor
  if (request.method !== undefined) copy.method = request.method
  if (request.url !== undefined) copy.url = request.url
  copy.headers = { ...request.headers, 'content-length': String(body.length) }
  delete copy.headers['transfer-encoding']
  copy.rawHeaders = Object.entries(copy.headers).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((one) => [name, one]),
  )
  copy.complete = true
  copy.push(body)
  copy.push(null)
  return copy
}
