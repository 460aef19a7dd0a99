/**
 * `oidc-provider` by itself: everything it keeps is in memory, whoever comes is the same person, and every app may have
 * what it asks for. Switched on is what the product has on.
 */
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'

const { PORT, APP_URL, BARE_CLIENT } = process.env
const { privateKey } = await generateKeyPair('RS256', { extractable: true })
const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }
const off = { enabled: false }
const on = { enabled: true }

/** What grows with every exchange is forgotten again after so many; the library's own adapter searches it each time. */
const atMost = 10_000

class Memory {
  #rows = new Map()
  #forgets

  constructor(name) {
    this.#forgets = ['AccessToken', 'AuthorizationCode', 'RefreshToken'].includes(name)
  }

  async find(id) {
    return this.#rows.get(id)
  }

  async upsert(id, payload) {
    this.#rows.set(id, payload)
    if (this.#forgets && this.#rows.size > atMost) this.#rows.delete(this.#rows.keys().next().value)
  }

  async consume(id) {
    this.#rows.get(id).consumed = Math.floor(Date.now() / 1000)
  }

  async destroy(id) {
    this.#rows.delete(id)
  }

  async revokeByGrantId() {}
}

const provider = new Provider(APP_URL, {
  adapter: Memory,
  clients: [JSON.parse(BARE_CLIENT)],
  jwks: { keys: [key] },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, name: 'Ada Abbott', email: 'ada@example.com', email_verified: true, groups: [] }),
  }),
  claims: { profile: ['name'], email: ['email', 'email_verified'], groups: ['groups'] },
  conformIdTokenClaims: false,
  responseTypes: ['code'],
  features: {
    ...{ devInteractions: off, dPoP: off, pushedAuthorizationRequests: off, resourceIndicators: off },
    ...{ claimsParameter: on, backchannelLogout: on, rpInitiatedLogout: on },
    revocation: { enabled: true, allowedPolicy: () => true },
    introspection: { enabled: true, allowedPolicy: () => true },
  },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  routes: { authorization: '/oidc/authorize', token: '/oidc/token' },
  expiresWithSession: () => false,
  issueRefreshToken: () => true,
  async loadExistingGrant({ oidc: { account, client, provider, requestParamOIDCScopes, session } }) {
    const known = session.grantIdFor(client.clientId)
    if (known) return provider.Grant.find(known)
    const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId })
    grant.addOIDCScope([...requestParamOIDCScopes].join(' '))
    await grant.save()
    return grant
  },
})

const answer = provider.callback()
createServer(async (request, response) => {
  if (request.url.startsWith('/interaction/'))
    await provider.interactionFinished(request, response, { login: { accountId: 'ada' } })
  else await answer(request, response)
}).listen(Number(PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
