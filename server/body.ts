import { IncomingMessage } from 'node:http'

/** The whole body, counted while it is read; null for one beyond the limit (bytes), whose rest is thrown away unseen. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null
  const parts: Buffer[] = []
  let size = 0
  // Leaving the loop must not close the connection: the answer is still to be sent.
  const arriving: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
  for await (const part of arriving) {
    size += part.length
    if (size > limit) {
      request.resume()
      return null
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
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
