import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import * as openid from 'openid-client'
import type { Client, Place } from './place'

/** A sign-in that arrived, with all that the library checked. */
export type Arrival = {
  claims: openid.IDToken
  tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers
}

type Started = { verifier: string; state: string; nonce: string; maxAge?: number }

/**
 * An app of its own that signs people in with openid-client: `/sign-in` leads to the portal, with any parameters that
 * stand there, and `/callback` shows who arrived, or the error.
 */
export class Wiki {
  readonly origin: string
  readonly #client: Client
  readonly #server: Server
  readonly #config: openid.Configuration
  readonly #started = new Map<string, Started>()
  /** Who arrived, in order, and the errors that came in their place. */
  readonly arrivals: Arrival[] = []
  readonly errors: string[] = []
  /** What it was told of sign-ins that ended, checked as the specification says. */
  readonly logoutTokens: JWTPayload[] = []

  private constructor({ origin }: Place, client: Client, config: openid.Configuration) {
    this.origin = origin
    this.#client = client
    this.#config = config
    this.#server = createServer((request, response) => {
      this.#answer(request).then(
        ({ status = 200, location, page = '' }) => {
          const headers = { 'Content-Type': 'text/html; charset=utf-8', ...(location && { location }) }
          response.writeHead(status, headers).end(page)
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
    })
  }

  /** What the portal must know of it, before it knows its client. */
  static addresses = ({ origin }: Place) => ({
    address: origin,
    redirectUris: [`${origin}/callback`],
    signedOutUris: [`${origin}/signed-out`],
    backchannelUri: `${origin}/backchannel`,
  })

  static async start(
    place: Place,
    client: Client,
    authentication: openid.ClientAuth = openid.ClientSecretBasic(client.secret),
  ): Promise<Wiki> {
    const config = await openid.discovery(new URL(client.issuer), client.id, {}, authentication, {
      execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
    })
    const wiki = new Wiki(place, client, config)
    await new Promise<void>((resolve) => wiki.#server.listen(place.port, place.host, resolve))
    return wiki
  }

  /** The last one who arrived. */
  get last(): Arrival {
    const arrival = this.arrivals.at(-1)
    if (!arrival) throw new Error(`Nobody arrived. Errors: ${this.errors.join(', ')}`)
    return arrival
  }

  refresh(token = this.last.tokens.refresh_token ?? ''): Promise<Arrival['tokens']> {
    return openid.refreshTokenGrant(this.#config, token)
  }

  userinfo({ claims, tokens } = this.last): Promise<openid.UserInfoResponse> {
    return openid.fetchUserInfo(this.#config, tokens.access_token, claims.sub)
  }

  /** Where the app leads to sign the person out at the portal as well. */
  signOutAddress(): string {
    return openid.buildEndSessionUrl(this.#config, {
      post_logout_redirect_uri: `${this.origin}/signed-out`,
      id_token_hint: this.last.tokens.id_token ?? '',
    }).href
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage): Promise<{ status?: number; location?: string; page?: string }> {
    const url = new URL(request.url ?? '/', this.origin)
    if (url.pathname === '/sign-in') return { status: 302, location: await this.#begin(url.searchParams) }
    if (url.pathname === '/callback') return { page: await this.#arrive(url) }
    if (url.pathname === '/signed-out') return { page: page('Signed out', 'You left the wiki.') }
    if (url.pathname === '/backchannel' && request.method === 'POST') return this.#hear(await bodyOf(request))
    return url.pathname === '/' ? { page: page('Wiki', '') } : { status: 404, page: page('Not found', '') }
  }

  async #begin(wanted: URLSearchParams): Promise<string> {
    const verifier = openid.randomPKCECodeVerifier()
    const [state, nonce] = [openid.randomState(), openid.randomNonce()]
    const maxAge = wanted.get('max_age')
    this.#started.set(state, { verifier, state, nonce, ...(maxAge && { maxAge: Number(maxAge) }) })
    return openid.buildAuthorizationUrl(this.#config, {
      redirect_uri: `${this.origin}/callback`,
      scope: 'openid profile email groups',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...{ state, nonce },
      ...Object.fromEntries(wanted),
    }).href
  }

  async #arrive(url: URL): Promise<string> {
    const started = this.#started.get(url.searchParams.get('state') ?? '')
    try {
      if (!started) throw new Error('unknown state')
      this.#started.delete(started.state)
      const tokens = await openid.authorizationCodeGrant(this.#config, url, {
        pkceCodeVerifier: started.verifier,
        expectedState: started.state,
        expectedNonce: started.nonce,
        idTokenExpected: true,
        ...(started.maxAge !== undefined && { maxAge: started.maxAge }),
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('no ID token')
      this.arrivals.push({ claims, tokens })
      return page('Welcome to the wiki', `${claims.name ?? claims.sub}`)
    } catch (error) {
      this.errors.push(codeOf(error))
      return page('The wiki could not sign you in', codeOf(error))
    }
  }

  /** OpenID Connect Back-Channel Logout 1.0, 2.6. */
  async #hear(body: string): Promise<{ status: number }> {
    const { jwks_uri, issuer } = this.#config.serverMetadata()
    const token = new URLSearchParams(body).get('logout_token') ?? ''
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri ?? '')), {
      issuer,
      audience: this.#client.id,
    })
    const events = (payload.events ?? {}) as Record<string, unknown>
    const right = 'http://schemas.openid.net/event/backchannel-logout' in events && !('nonce' in payload)
    if (!right || !(payload.sub || payload.sid)) return { status: 400 }
    this.logoutTokens.push(payload)
    return { status: 200 }
  }
}

const page = (heading: string, text: string) =>
  `<!doctype html><html lang="en"><title>${heading}</title><link rel="icon" href="data:,"><h1>${heading}</h1><p>${text}`

function codeOf(error: unknown): string {
  if (error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError)
    return error.error
  return error instanceof Error ? error.message : String(error)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request.setEncoding('utf8')) body += part
  return body
}
