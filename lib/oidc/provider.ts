import type { JWK } from 'jose'
import type { Client, Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { Provider } from 'oidc-provider/lib/provider.js'
import {
  authenticationContext,
  multiFactor,
  phishingResistant,
  singleFactor,
} from '@/lib/authentication-context'
import { claimsByScope } from '@/lib/claims'
import { days, hours, minutes, seconds } from '@/lib/duration'
import type { Settings } from '@/lib/settings'
import { cookieNameFor, pathCookieName } from '@/lib/web/cookie-name'
import { extraOfAccessToken, findAccount, isKnownStill } from './account'
import { contextHere, RowAdapter, successorHere } from './adapter'
import { isSecretOf, ownMetadata } from './client'
import { codeShown } from './exchange'
import { loadExistingGrant } from './grant'
import { policy } from './policy'
import { answerProblem } from './problem'
import { visitOf } from './visit'

/** Where its endpoints are. */
export const oidcPrefix = '/oidc'

const inSeconds = (milliseconds: number) => milliseconds / 1000
const isOffline = ({ scopes }: { scopes: Set<string> }) => scopes.has('offline_access')

/** Only the app whose token it is. */
const ownToken = async (
  _: KoaContextWithOIDC,
  { clientId }: Client,
  token: { clientId?: string | undefined },
) => token.clientId === clientId

/** The same, while it may still know whose token it is. To any other it is a token that no longer works (RFC 7662 2.2). */
const ownTokenOfSomeone = async (
  ctx: KoaContextWithOIDC,
  client: Client,
  token: { clientId?: string | undefined; accountId?: string },
) => (await ownToken(ctx, client, token)) && isKnownStill(ctx, token)

function configuration({ appUrl }: Settings, keys: JWK[]): Configuration {
  const https = appUrl.protocol === 'https:'
  const cookie = { httpOnly: true, sameSite: 'lax', secure: https } as const
  return {
    adapter: RowAdapter,
    jwks: { keys },
    findAccount,
    loadExistingGrant,
    claims: { ...claimsByScope, iss: null },
    scopes: ['openid', 'offline_access'],
    // Many apps read the ID token alone, others userinfo alone: both say the same.
    conformIdTokenClaims: false,
    acrValues: [phishingResistant, multiFactor, singleFactor],
    responseTypes: ['code'],
    allowOmittingSingleRegisteredRedirectUri: false,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
    pkce: {
      required: (_, client) => client.clientAuthMethod === 'none' || client.pkce === 'required',
    },
    extraClientMetadata: { properties: ownMetadata },
    extraTokenClaims: async (ctx) => ctx && extraOfAccessToken(ctx),
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      claimsParameter: { enabled: true },
      backchannelLogout: { enabled: true },
      revocation: { enabled: true, allowedPolicy: ownToken },
      introspection: { enabled: true, allowedPolicy: ownTokenOfSomeone },
      rpInitiatedLogout: { enabled: true },
    },
    interactions: { policy: policy(), url: (_, { uid }) => `/authorize/${uid}` },
    cookies: {
      names: {
        session: cookieNameFor(appUrl, 'op'),
        interaction: pathCookieName(appUrl, 'interaction'),
        resume: pathCookieName(appUrl, 'resume'),
      },
      long: { ...cookie, path: '/' },
      short: cookie,
    },
    routes: {
      ...{ authorization: '/authorize', token: '/token', userinfo: '/userinfo', jwks: '/jwks' },
      ...{ end_session: '/sign-out', revocation: '/revoke', introspection: '/introspect' },
    },
    ttl: {
      AuthorizationCode: inSeconds(seconds(60)),
      AccessToken: inSeconds(minutes(10)),
      IdToken: inSeconds(hours(1)),
      // Installing an authenticator app takes time.
      Interaction: inSeconds(hours(1)),
      // The portal session ends all of these sooner.
      Session: inSeconds(days(30)),
      Grant: inSeconds(days(180)),
      RefreshToken: (_, token) => inSeconds(isOffline(token) ? days(180) : days(30)),
    },
    // What hangs on a session does so by its row.
    expiresWithSession: async () => false,
    issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
    // A client with a secret shows that along with it: to rotate would only sign out whoever refreshes twice at once.
    rotateRefreshToken: ({ oidc }) => oidc.client?.clientAuthMethod === 'none',
    // A code that is shown again ends what came from it, and not what another tab holds: all share the grant.
    revokeGrantPolicy: (ctx) =>
      codeShown(ctx) === null && !(ctx.oidc.route === 'revocation' && ctx.oidc.entities.AccessToken),
    renderError: answerProblem,
  }
}

/**
 * Whoever is signed in at the portal is so for every app: an authorization finds them without a page, and `prompt=none`
 * too, before any app was opened from that session (OpenID Connect Core 3.1.2.3).
 */
function openWithPortalSession({ Session }: Provider): void {
  const get = Session.get
  Session.get = async function getOrOpen(ctx) {
    const session = await get.call(this, ctx)
    const { oidc, req } = ctx as KoaContextWithOIDC
    if (oidc?.route !== 'authorization' || session.accountId) return session
    const signIn = await visitOf(req).signIn()
    if (!signIn) return session
    const loginTs = Math.floor(signIn.signedInAt.getTime() / 1000)
    const told = authenticationContext(signIn.proof)
    session.loginAccount({ accountId: signIn.person.userId, loginTs, transient: true, ...told })
    // Saved, whatever becomes of the request.
    return Object.assign(session, { touched: true })
  }
}

/** How the library names a fresh token: at random. */
type Named = { generateTokenId(): string }

/** The provider for this set of keys. Everything it knows but them is in the database. */
export function makeProvider(settings: Settings, keys: JWK[]): Provider {
  const provider = new Provider(settings.appUrl.origin, configuration(settings, keys))
  // Set for each request by our own server, which drops what clients say of themselves.
  provider.proxy = true
  Object.assign(provider.Client.prototype, {
    compareClientSecret(this: Client, secret: string) {
      return isSecretOf(this as Parameters<typeof isSecretOf>[0], secret, contextHere().now())
    },
    includeSid: () => true,
    // Apps are told in the transaction that ends the portal session, whoever ends it.
    backchannelLogout: async () => {},
  })
  openWithPortalSession(provider)
  const tokens = provider.RefreshToken.prototype as unknown as Named
  const random = tokens.generateTokenId
  // Whoever asks twice with the same one gets the same successor: the first answer may have been lost.
  tokens.generateTokenId = function generateTokenId() {
    return successorHere() ?? random.call(this)
  }
  return provider
}
