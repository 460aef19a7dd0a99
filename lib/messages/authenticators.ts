/** What an authenticator goes by that has no name of its own. */
export const namedOr = (name: string | null) => name ?? 'Authenticator app'
