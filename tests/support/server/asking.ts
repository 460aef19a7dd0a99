import { type IncomingHttpHeaders, request } from 'node:http'

type Asked = {
  /** As a browser would send it: a host and its port. */
  host: string
  /** Which address of this machine. */
  at?: string
  /** Which one to come from. */
  from?: string
  method?: string
  path?: string
  /** A list: the header is sent as often. */
  headers?: Record<string, string | string[]>
  body?: string
}

export type Answered = { status: number; headers: IncomingHttpHeaders; body: string }

/** What a browser sends when a link is followed, and what `fetch` sends. */
export const navigation = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document', Accept: 'text/html' }
export const fetching = { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty', Accept: '*/*' }

/** Asks what listens on that port, of 127.0.0.1 unless `at` is named, for any host and with any header. Follows nothing. */
export function ask(
  port: number,
  { host, at = '127.0.0.1', from, method = 'GET', path = '/', headers = {}, body }: Asked,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }
    const sent = { Host: host, Connection: 'close', ...length, ...headers }
    const outgoing = request(
      { host: at, localAddress: from, port, method, path, headers: sent },
      (incoming) => {
        let text = ''
        incoming.setEncoding('utf8').on('data', (part: string) => (text += part))
        incoming.on('error', reject)
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
        )
      },
    )
    outgoing.on('error', reject).end(body)
  })
}

/** Opens a WebSocket there and says a word. Resolves with the status, and with what was answered on an open one. */
export function greet(
  port: number,
  { host, path = '/', headers = {} }: Asked,
  word: string,
): Promise<{ status: number; said: string }> {
  return new Promise((resolve, reject) => {
    const upgrade = {
      ...{ Connection: 'Upgrade', Upgrade: 'websocket' },
      ...{ 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' },
    }
    const sent = { Host: host, ...upgrade, 'Sec-Fetch-Mode': 'websocket', ...headers }
    const outgoing = request({ host: '127.0.0.1', port, path, headers: sent })
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      incoming.resume()
      resolve({ status: incoming.statusCode ?? 0, said: '' })
    })
    outgoing.on('upgrade', (incoming, socket, head) => {
      const answered = (frame: Buffer) => {
        socket.destroy()
        resolve({ status: incoming.statusCode ?? 0, said: frame.subarray(2).toString() })
      }
      socket.on('error', reject)
      if (head.length > 0) return answered(head)
      socket.once('data', answered)
      // A short text in one frame, masked with zeros (RFC 6455 5.2).
      socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | word.length, 0, 0, 0, 0]), Buffer.from(word)]))
    })
    outgoing.end()
  })
}
