import ipaddr from 'ipaddr.js'

/** What counts as one place: an IPv4 address, or an IPv6 network of 64 bits, which is what one customer is given. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`
}
