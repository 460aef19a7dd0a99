/** What a cookie of ours is for. */
export type CookieNoun =
  | 'session'
  | 'challenge'
  | 'callback'
  | 'csrf'
  | 'theme'
  | 'zone'
  | 'browser'
  | 'trust'
  | 'enrollment'
  | 'passkey'
  | 'key'
  | 'notice'
  | 'op'
  | 'interaction'
  | 'resume'
  | 'shown'
  | 'gate'
  | 'nonce'

/**
 * The name of one of our cookies: `__Host-cs.…` on https; on plain http://localhost without the prefix but with the
 * port, for cookies ignore ports. No name is a prefix of another, for next-auth glues those together.
 */
export const cookieNameFor = (appUrl: URL, noun: CookieNoun): string =>
  appUrl.protocol === 'https:' ? `__Host-cs.${noun}` : `cs.${appUrl.port || 80}.${noun}`

/** The same of one that is sent to one path alone, which `__Host-` does not allow. */
export const pathCookieName = (appUrl: URL, noun: CookieNoun): string =>
  cookieNameFor(appUrl, noun).replace('__Host-', '__Secure-')
