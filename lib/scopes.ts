/** What an API key may be allowed: a closed list. */
export const scopes = [
  'users:read',
  'users:write',
  'factors:reset',
  'groups:read',
  'groups:write',
  'apps:read',
  'audit:read',
] as const

export type Scope = (typeof scopes)[number]

/** The scopes of a stored list of words (RFC 6749 3.3). A word that is none of ours allows nothing. */
export const readScopes = (words: string): Scope[] => {
  const given = words.split(' ')
  return scopes.filter((scope) => given.includes(scope))
}
