import { createServer } from 'node:http'
import * as oauth from 'oauth4webapi'
import { freePort } from '../server/server'
import type { Client } from './place'

const insecure = { [oauth.allowInsecureRequests]: true }

/**
 * A program on someone's own computer, with oauth4webapi: it keeps no secret, and waits for its code on whichever port is
 * free (RFC 8252 7.3).
 */
export class Terminal {
  /** Without a port: any one is right. */
  static readonly redirectUri = 'http://127.0.0.1/callback'

  readonly #server: oauth.AuthorizationServer
  readonly #client: oauth.Client

  private constructor(server: oauth.AuthorizationServer, client: oauth.Client) {
    this.#server = server
    this.#client = client
  }

  static async start({ issuer, id }: Pick<Client, 'issuer' | 'id'>): Promise<Terminal> {
    const url = new URL(issuer)
    const discovered = await oauth.discoveryRequest(url, { algorithm: 'oidc', ...insecure })
    const server = await oauth.processDiscoveryResponse(url, discovered)
    return new Terminal(server, { client_id: id })
  }

  /** Signs in with whoever opens the address that `show` is given, and checks everything that comes back. */
  async signIn(
    show: (address: string) => Promise<unknown>,
    parameters: Record<string, string> = {},
  ): Promise<oauth.TokenEndpointResponse> {
    const redirectUri = `http://127.0.0.1:${await freePort()}/callback`
    const verifier = oauth.generateRandomCodeVerifier()
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
    const address = new URL(this.#server.authorization_endpoint ?? '')
    address.search = new URLSearchParams({
      ...{ client_id: this.#client.client_id, redirect_uri: redirectUri, response_type: 'code' },
      ...{ scope: 'openid email', state, nonce, code_challenge_method: 'S256' },
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      ...parameters,
    }).toString()
    const [returned] = await Promise.all([visitAt(redirectUri), show(address.href)])
    const answer = oauth.validateAuthResponse(this.#server, this.#client, returned, state)
    const response = await oauth.authorizationCodeGrantRequest(
      ...([this.#server, this.#client, oauth.None(), answer, redirectUri, verifier] as const),
      insecure,
    )
    const checks = { expectedNonce: nonce, requireIdToken: true }
    return oauth.processAuthorizationCodeResponse(this.#server, this.#client, response, checks)
  }

  /** Throws with the provider's error where there is one. */
  async refresh(token: string): Promise<oauth.TokenEndpointResponse> {
    const response = await oauth.refreshTokenGrantRequest(
      ...([this.#server, this.#client, oauth.None(), token] as const),
      insecure,
    )
    return oauth.processRefreshTokenResponse(this.#server, this.#client, response)
  }

  async userinfo(token: string): Promise<oauth.UserInfoResponse> {
    const response = await oauth.userInfoRequest(this.#server, this.#client, token, insecure)
    return oauth.processUserInfoResponse(this.#server, this.#client, oauth.skipSubjectCheck, response)
  }

  async revoke(token: string): Promise<void> {
    const response = await oauth.revocationRequest(
      ...([this.#server, this.#client, oauth.None(), token] as const),
      insecure,
    )
    await oauth.processRevocationResponse(response)
  }
}

/** Waits for a browser at this address, thanks it, and returns where it came. */
function visitAt(redirectUri: string): Promise<URL> {
  const { hostname, port, pathname } = new URL(redirectUri)
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', redirectUri)
      response.writeHead(200, { 'Content-Type': 'text/html', Connection: 'close' })
      response.end(
        '<!doctype html><title>Done</title><link rel="icon" href="data:,"><h1>Back to the terminal</h1>',
      )
      if (url.pathname !== pathname) return
      server.close()
      resolve(url)
    })
    server.once('error', reject).listen(Number(port), hostname)
  })
}
