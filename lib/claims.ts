/** What apps may be told of a person, by scope (OpenID Connect Core 5.4). `openid` says how they signed in. */
export const claimsByScope = {
  openid: ['sub', 'acr', 'amr', 'auth_time', 'sid'],
  profile: ['name', 'preferred_username'],
  email: ['email', 'email_verified'],
  groups: ['groups', 'roles'],
}

/** What it says, whatever the scope. */
export type PersonClaims = {
  name: string
  preferred_username: string
  email: string
  email_verified: true
  groups: string[]
  roles: string[]
}
