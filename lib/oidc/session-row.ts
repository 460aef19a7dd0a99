import type { AdapterPayload } from 'oidc-provider'
import type { Visit } from './visit'

type Found = { id: string; exp: number; content: string }

const found = new WeakMap<Visit, Found>()

/** Keeps in mind, for one request, how the provider's session was found, bound to the portal session of the request. */
export function rememberSession(visit: Visit, id: string, payload: AdapterPayload): void {
  found.set(visit, { id, exp: payload.exp ?? 0, content: contentOf(payload) })
}

/**
 * Whether the provider's session need not be kept again: it is as it was found, and lasts at least half as long as it
 * would. The library saves it with every authorization, and would have each wait for the disk once more.
 */
export function isAsFound(visit: Visit, id: string, payload: AdapterPayload, lasts: number): boolean {
  const before = found.get(visit)
  return (
    before?.id === id &&
    before.content === contentOf(payload) &&
    (payload.exp ?? Number.POSITIVE_INFINITY) - before.exp <= lasts / 2
  )
}

/** Without what is kept elsewhere, what is new each time, and `kind`, which the library writes first or last. */
const contentOf = ({ jti: _1, iat: _2, exp: _3, authorizations: _4, kind: _5, ...rest }: AdapterPayload) =>
  JSON.stringify(rest)
