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

/** What proxies say of those they pass on: each of these tells that there is a proxy. */
const telltales = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-real-ip', 'forwarded']

/** Anyone may claim to be passed on from elsewhere, but not from one's own network. */
const ownNetwork = new Set(['loopback', 'private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat'])

/**
 * The hop that passed a request on without being trusted to, so that everyone behind it counts as one client; null where
 * there is none. It may stand behind one that is trusted.
 */
export function untrustedForwarder({ socket, headers }: IncomingMessage, trusted: Trust): string | null {
  const hop = socket.remoteAddress
  if (!hop || !telltales.some((name) => headers[name] !== undefined)) return null
  if (!trusted(hop, 0)) return ipaddr.process(hop).toString()
  const hops = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').map(bareAddress)
  const last = hops.findLastIndex((address) => !ipaddr.isValid(address) || !trusted(address, 0))
  const address = hops[last] ?? ''
  if (last < 1 || !ipaddr.isValid(address)) return null
  const behind = ipaddr.process(address)
  return ownNetwork.has(behind.range()) ? behind.toString() : null
}

/** The trusted proxy that names its clients in another header than the one that is read; null where there is none. */
export function silentForwarder({ socket, headers }: IncomingMessage, trusted: Trust): string | null {
  const hop = socket.remoteAddress
  if (!hop || !trusted(hop, 0) || headers['x-forwarded-for'] !== undefined) return null
  const elsewhere = headers['x-real-ip'] !== undefined || headers.forwarded !== undefined
  return elsewhere ? ipaddr.process(hop).toString() : null
}

/** Whether a request came through a trusted proxy. */
export const isForwarded = ({ socket, headers }: IncomingMessage, trusted: Trust): boolean =>
  headers['x-forwarded-for'] !== undefined && trusted(socket.remoteAddress ?? '', 0)
