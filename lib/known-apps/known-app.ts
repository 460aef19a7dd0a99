/** What the lines of an app are filled in with. */
export type Filled = {
  /** The origin of `APP_URL`, without a slash at its end. */
  issuer: string
  clientId: string
  /** The secret itself while it is shown, else a word that stands for it. */
  secret: string
  /** Where the app is, without a slash at its end. */
  address: string
  /** 43 random characters, new each time, for settings that want a key of the app's own. */
  random: string
}

/** One setting: what it is called there, and what to paste. `block`: several lines, such as a part of a file. */
export type Line = { name: string; value: string; block?: true }

/** What an app needs to be registered with, and what it needs to be told. */
export type KnownApp = {
  id: string
  name: string
  /** It stands in front of something else, which people know by a name of its own. */
  nameless?: true
  /** An address as it might be typed. */
  example: string
  /** How it is registered. The rest is as for any app: a secret, PKCE required. */
  client?: 'public'
  native?: true
  /** It can't do PKCE, or not reliably. */
  withoutPkce?: true
  /** Where it returns to, from its address; null: it shows that address itself, and the admin copies it from there. */
  returnsTo: ((address: string) => string[]) | null
  signedOutTo?: (address: string) => string[]
  backchannel?: (address: string) => string
  /** Where in the app the lines below belong. */
  where: string
  lines: (filled: Filled) => Line[]
  /** What else is good to know, a sentence each. */
  notes?: string[]
  /** Its sign-in was run against this server by the tests. */
  tried?: true
}

/** What apps call this server in paths and settings of theirs. Letters only, so that every one of them takes it. */
export const providerName = 'countersign'

export const scopes = 'openid email profile groups'

export const discovery = (issuer: string) => `${issuer}/.well-known/openid-configuration`

/** The provider's endpoints, for apps that do not read them from the discovery document. */
export const endpoints = (issuer: string) => ({
  authorize: `${issuer}/oidc/authorize`,
  token: `${issuer}/oidc/token`,
  userinfo: `${issuer}/oidc/userinfo`,
  keys: `${issuer}/oidc/jwks`,
  signOut: `${issuer}/oidc/sign-out`,
})

/** Where an app leads to for signing out that only takes an address as it is: whom it is from, and where to go back to. */
export const signOutFrom = (issuer: string, clientId: string, back: string): string =>
  `${endpoints(issuer).signOut}?${new URLSearchParams({ client_id: clientId, post_logout_redirect_uri: back })}`

export const line = (name: string, value: string): Line => ({ name, value })

export const block = (name: string, ...lines: string[]): Line => ({
  name,
  value: lines.join('\n'),
  block: true,
})
