import { METHODS, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WholeAnswer } from '@/lib/api/problem'
import { apiPrefix, methodRefused } from '@/lib/api/serve'
import { refuseMethod } from './api'
import { mountAt } from './mounts'
import { html } from './refusals'
import { standingPage } from './standing-page'

/** What Node says of bytes that it could not parse: those it was given, and how far it came. */
export type Unparsed = NodeJS.ErrnoException & { rawPacket?: Buffer; bytesParsed?: number }

const sentences: Record<string, readonly [status: number, sentence: (host: string) => string]> = {
  HPE_HEADER_OVERFLOW: [
    431,
    (host) =>
      `The browser sent more than this server takes: a very long address, or too many cookies. Delete the cookies of ${host} and of the domain above it, then try again.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, () => 'The request took too long to arrive. Try again.'],
}

/**
 * Answers what Node could not parse as a request, and so gives no response for. A method that Node does not know is, under
 * the paths of the token API, one that they do not take. `always`: what every answer says of itself.
 */
export function answerUnparsed(
  error: Unparsed,
  socket: Duplex,
  { host }: URL,
  always: Record<string, string>,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const path = pathOfUnknown(error)
  const refused = path === null ? null : refusedByApi(path)
  if (refused) {
    end(socket, refused, { ...always, 'Content-Security-Policy': nothing })
    return
  }
  const [status, sentence] = sentences[error.code ?? ''] ?? [400, () => 'This is no request.']
  const body = standingPage('That didn’t work', sentence(host), { href: '', words: 'Try again' })
  end(socket, { status, headers: { 'Content-Type': html }, body }, { 'Content-Security-Policy': styled })
}

/** Answers CONNECT, for which Node gives no response either: it asks for a tunnel, and there is none. */
export function answerConnect(
  target: string | undefined,
  socket: Duplex,
  always: Record<string, string>,
): void {
  const refused = refusedByApi(target?.split('?', 1)[0] ?? '')
  if (refused) end(socket, refused, { ...always, 'Content-Security-Policy': nothing })
  else socket.destroy()
}

/** The path of a request whose method is none that Node knows; null where it is no such thing. */
function pathOfUnknown({ rawPacket, bytesParsed = 0 }: Unparsed): string | null {
  const text = rawPacket?.toString('latin1') ?? ''
  // The line in which Node gave up, for requests may follow one another.
  const line = text.slice(text.lastIndexOf('\n', bytesParsed - 1) + 1).split('\r\n', 1)[0] ?? ''
  // RFC 9110 9.1: a method is a token.
  const [, method = '', path] =
    /^([\w!#$%&'*+.^`|~-]+) (\/[^ ?]*)(?:\?[^ ]*)? HTTP\/1\.[01]$/.exec(line) ?? []
  return path === undefined || METHODS.includes(method) ? null : path
}

function refusedByApi(path: string): WholeAnswer | null {
  const { name, methods } = mountAt(path)
  if (!name.startsWith('api')) return null
  return methods === 'any' ? methodRefused(path.slice(apiPrefix.length)) : refuseMethod(methods)
}

const nothing = "default-src 'none'; frame-ancestors 'none'"
const styled = "default-src 'none'; style-src 'self'; frame-ancestors 'none'"

function end(socket: Duplex, { status, headers, body }: WholeAnswer, more: Record<string, string>): void {
  const length = { 'Content-Length': String(Buffer.byteLength(body)) }
  const said = Object.entries({
    ...more,
    ...headers,
    ...length,
    'Cache-Control': 'no-store',
    Connection: 'close',
  })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...said.map(([name, value]) => `${name}: ${value}`),
  ]
  socket.end([...head, '', body].join('\r\n'))
}
