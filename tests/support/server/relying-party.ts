import { randomUUID } from 'node:crypto'
import * as oidc from 'openid-client'
import { addApp } from '@/lib/acts/apps/add'
import type { Resident } from './resident'
import type { Site } from './site'
import type { Visitor } from './visitor'

/** What an app got for a person: its tokens, and what the ID token says. */
export type Entered = {
  tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers
  claims: oidc.IDToken
}

/** A code that came back, and what the app remembers of it. */
export type Code = { at: URL; code: string; verifier: string; state: string; nonce: string }

export type TokenAnswer = {
  status: number
  error?: string
  access_token?: string
  refresh_token?: string
  id_token?: string
}

/** An app that others wrote the insides of: openid-client. Nobody listens at its address; its requests are real. */
export class RelyingParty {
  readonly id: string
  readonly secret: string
  readonly returnsTo: string
  readonly #config: oidc.Configuration

  private constructor(id: string, secret: string, returnsTo: string, config: oidc.Configuration) {
    this.id = id
    this.secret = secret
    this.returnsTo = returnsTo
    this.#config = config
  }

  /** Adds an app to the site's organization, and finds out about the provider as the app would. */
  static async of(site: Site, { publicClient = false, name = 'Wiki' } = {}): Promise<RelyingParty> {
    const returnsTo = `https://wiki-${randomUUID()}.example.com/callback`
    const added = await addApp(site.ctx(), await site.seed.asAdmin(), {
      ...{ what: 'other', name, address: new URL(returnsTo).origin, redirectUris: [returnsTo], publicClient },
    })
    if (!added.ok) throw new Error(added.code)
    const { appId, secret } = added.value
    return RelyingParty.at(site, { id: appId, secret: secret ?? '', returnsTo })
  }

  /** The same of one that was added before. */
  static async at(
    site: Site,
    { id, secret, returnsTo }: Pick<RelyingParty, 'id' | 'secret' | 'returnsTo'>,
  ): Promise<RelyingParty> {
    const config = await oidc.discovery(
      new URL(site.server.origin),
      id,
      undefined,
      secret ? oidc.ClientSecretBasic(secret) : oidc.None(),
      // Signatures as well, which it does not look at where an ID token comes from the token endpoint.
      { execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks] },
    )
    return new RelyingParty(id, secret, returnsTo, config)
  }

  get config(): oidc.Configuration {
    return this.#config
  }

  /** Sends a visitor to sign in, with what the app remembers of it. */
  async begin(
    more: Record<string, string> = {},
  ): Promise<{ url: URL; verifier: string; state: string; nonce: string }> {
    const verifier = oidc.randomPKCECodeVerifier()
    const [state, nonce] = [oidc.randomState(), oidc.randomNonce()]
    const url = oidc.buildAuthorizationUrl(this.#config, {
      redirect_uri: this.returnsTo,
      scope: 'openid profile email groups',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...{ state, nonce },
      ...more,
    })
    return { url, verifier, state, nonce }
  }

  /** Where a visitor ends up who goes wherever they are led: back at the app, or at a page of ours. */
  async follow(visitor: Visitor, url: URL): Promise<URL> {
    let at = url
    for (let steps = 0; steps < 12; steps++) {
      if (at.origin !== url.origin) return at
      const answer = await visitor.get(at.pathname + at.search)
      const led =
        answer.headers.location ?? /http-equiv="refresh" content="0; ?url=([^"]+)"/i.exec(answer.body)?.[1]
      if (!led) return at
      at = new URL(led.replaceAll('&amp;', '&'), at)
    }
    throw new Error(`A circle, at ${at.href}`)
  }

  /** Exchanges what came back for tokens, as openid-client checks it. */
  async exchange(
    at: URL,
    { verifier, state, nonce }: { verifier: string; state: string; nonce: string },
    more: { maxAge?: number } = {},
  ): Promise<Entered> {
    const tokens = await oidc.authorizationCodeGrant(this.#config, at, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
      ...more,
    })
    const claims = tokens.claims()
    if (!claims) throw new Error('No ID token came.')
    return { tokens, claims }
  }

  /** All of it, for someone who need not be asked anything. */
  async enter(visitor: Visitor, more: Record<string, string> = {}): Promise<Entered> {
    const begun = await this.begin(more)
    const at = await this.follow(visitor, begun.url)
    if (at.origin !== new URL(this.returnsTo).origin)
      throw new Error(`Led to ${at.pathname}, not to the app.`)
    return this.exchange(at, begun)
  }

  userinfo(accessToken: string, who: Pick<Resident, 'id'>): Promise<oidc.UserInfoResponse> {
    return oidc.fetchUserInfo(this.#config, accessToken, who.id)
  }

  refresh(refreshToken: string) {
    return oidc.refreshTokenGrant(this.#config, refreshToken)
  }

  /** A code for someone who need not be asked anything, with what the app remembers. */
  async codeFor(visitor: Visitor, more: Record<string, string> = {}): Promise<Code> {
    const begun = await this.begin(more)
    const at = await this.follow(visitor, begun.url)
    const code = at.searchParams.get('code')
    if (!code) throw new Error(`Led to ${at.href}, without a code.`)
    return { ...begun, at, code }
  }

  /** What the token endpoint answers to these words, as they stand. Without a secret the app only says its name. */
  async token(form: Record<string, string>, secret = this.secret): Promise<TokenAnswer> {
    const basic = Buffer.from(`${this.id}:${secret}`).toString('base64')
    const answer = await fetch(this.#config.serverMetadata().token_endpoint ?? '', {
      method: 'POST',
      headers: secret ? { Authorization: `Basic ${basic}` } : {},
      body: new URLSearchParams(secret ? form : { client_id: this.id, ...form }),
    })
    return { status: answer.status, ...((await answer.json()) as Omit<TokenAnswer, 'status'>) }
  }

  /** Exchanges a code, whatever comes of it. */
  redeem({ code, verifier }: Pick<Code, 'code' | 'verifier'>, secret?: string): Promise<TokenAnswer> {
    const what = { grant_type: 'authorization_code', code, code_verifier: verifier }
    return this.token({ ...what, redirect_uri: this.returnsTo }, secret)
  }

  async userinfoStatus(accessToken: string | undefined): Promise<number> {
    const headers = { Authorization: `Bearer ${accessToken}` }
    return (await fetch(this.#config.serverMetadata().userinfo_endpoint ?? '', { headers })).status
  }
}
