import type { IncomingMessage } from 'node:http'
import { isIPv4 } from 'node:net'
import ipaddr from 'ipaddr.js'
import proxyAddr from 'proxy-addr'

export type Trust = (address: string, hop: number) => boolean

/** Whether a hop is one of `TRUSTED_PROXIES`: addresses and networks. */
export const trustIn = (proxies: string[]): Trust => proxyAddr.compile(proxies)

/**
 * The address a request came from: the socket's, or, where that is a proxy named in `TRUSTED_PROXIES`, the last one in
 * `X-Forwarded-For` that no trusted proxy vouches further for. Without trusted proxies the header is not looked at.
 */
export function clientAddress(request: IncomingMessage, trusted: Trust): string {
  const forwarded = request.headers['x-forwarded-for']
  if (typeof forwarded === 'string')
    request.headers['x-forwarded-for'] = forwarded.split(',').map(bareAddress).join(', ')
  const address = proxyAddr(request, trusted)
  if (isIPv4(address)) return address
  // An IPv4 client of a dual-stack socket is an IPv4 client; what a proxy garbled is the proxy's own.
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : (request.socket.remoteAddress ?? '')
}

/** A hop without what some proxies write around its address: quotes, brackets (RFC 7239 6), a port. */
function bareAddress(hop: string): string {
  const plain = hop.trim().replace(/^"(.*)"$/, '$1')
  return (
    /^\[([\da-f:.]+(?:%[\w.-]+)?)\](?::\d+)?$/i.exec(plain)?.[1] ??
    /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(plain)?.[1] ??
    plain
  )
}

/** The hop that sent a forwarded address without being trusted to; null where there is nothing of the kind. */
export function untrustedForwarder(request: IncomingMessage, trusted: Trust): string | null {
  const hop = request.socket.remoteAddress
  if (!hop || request.headers['x-forwarded-for'] === undefined || trusted(hop, 0)) return null
  return ipaddr.process(hop).toString()
}

/** Whether a request came through a trusted proxy. */
export const isForwarded = ({ socket, headers }: IncomingMessage, trusted: Trust): boolean =>
  headers['x-forwarded-for'] !== undefined && trusted(socket.remoteAddress ?? '', 0)
