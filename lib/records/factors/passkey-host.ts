import { isIP } from 'node:net'
import type { Context } from '@/lib/context'

/**
 * The host that passkeys are made for here (WebAuthn's RP ID), and the one origin they are believed from, both of `APP_URL`
 * and never of a header. Null where no browser would make one: it takes https, or http on localhost, and no IP address
 * (WebAuthn L3 5.1.2).
 */
export function passkeyHost({
  appOrigin,
}: Pick<Context, 'appOrigin'>): { rpId: string; origin: string } | null {
  const url = URL.parse(appOrigin ?? '')
  if (!url || isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return null
  const local = url.hostname === 'localhost' || url.hostname.endsWith('.localhost')
  return url.protocol === 'https:' || local ? { rpId: url.hostname, origin: url.origin } : null
}
