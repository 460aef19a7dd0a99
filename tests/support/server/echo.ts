import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What the site says of a request that reached it. */
export type Echo = { method: string; url: string; headers: IncomingHttpHeaders; body: string }

/** A site to stand behind others: it answers with what it was asked, and repeats what a WebSocket says. */
export type EchoSite = { port: number; close(): Promise<void> }

/** RFC 6455 1.3. */
const webSocketId = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** Starts it on a free port of 127.0.0.1. */
export async function startEcho(): Promise<EchoSite> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const echo: Echo = { method, url, headers, body: Buffer.concat(chunks).toString() }
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(echo))
    })
  })
  const open = new Set<Socket>()
  server.on('upgrade', (request, socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${webSocketId}`)
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
    socket.write([...head, `Sec-WebSocket-Accept: ${accept.digest('base64')}`, '', ''].join('\r\n'))
    socket.on('data', (frame: Buffer) => socket.write(unmasked(frame)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of open) socket.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A short frame of a client as a server sends it (RFC 6455 5.2): under 126 bytes, in one piece. */
function unmasked(frame: Buffer): Buffer {
  const length = (frame[1] ?? 0) & 0x7f
  const mask = frame.subarray(2, 6)
  const payload = frame.subarray(6, 6 + length).map((byte, n) => byte ^ (mask[n % 4] ?? 0))
  return Buffer.concat([Buffer.from([frame[0] ?? 0, length]), payload])
}
