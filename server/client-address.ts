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
  const address = proxyAddr(request, trusted)
  if (isIPv4(address)) return address
  // An IPv4 client of a dual-stack socket is an IPv4 client; what a proxy garbled is the proxy's own.
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : (request.socket.remoteAddress ?? '')
}
