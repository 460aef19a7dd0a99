import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { App, WithApps } from './apps'
import { Caller } from './caller'
import type { Comparison } from './comparison'
import { connections, perSecond } from './load'
import { type Server, startServer } from './server'
import { Visitor } from './visitor'

/** What the nearest peer does on two cores of this kind, in exchanges per second. */
const nearestPeer = 42

const scope = 'openid profile email groups'

/** A connection that the app and the person's browser share, both signed in. */
type Exchanger = { caller: Caller; cookies: string }

/** Starts the library by itself, with nothing of ours around it, for one app. */
export const startBareProvider = (bare: string, folder: string, { id, secret, returnsTo }: App) =>
  startServer(join(bare, 'provider.mjs'), '/.well-known/openid-configuration', join(folder, 'provider.log'), {
    BARE_CLIENT: JSON.stringify({ client_id: id, client_secret: secret, redirect_uris: [returnsTo] }),
  })

/**
 * Code exchanges: an authorization with PKCE in a session that is open and has opened this app before, and the call that
 * exchanges its code. Against the nearest peer, against the library by itself, and against few apps and people.
 */
export async function compareOpenIdConnect(
  small: WithApps,
  large: WithApps,
  bare: Server,
): Promise<Comparison[]> {
  const [few, many, library] = await Promise.all([
    exchanges(small.server.port, small.app, small.sessions),
    exchanges(large.server.port, large.app, large.sessions),
    exchanges(bare.port, small.app),
  ])
  const named = ({ apps, people }: WithApps) =>
    `exchanges/s with ${apps.toLocaleString('en')} apps, ${people.toLocaleString('en')} people`
  const exchange = { what: 'code exchanges with PKCE', per: 'exchanges/s', seconds: 3, measure: few }
  return [
    {
      ...{ ...exchange, floorIs: 'exchanges/s of the nearest peer', floor: async () => nearestPeer },
      target: { atLeast: 3 },
    },
    {
      ...{ ...exchange, floorIs: 'exchanges/s of the library, in memory', floor: library },
      target: { atLeast: 0.4 },
    },
    {
      ...{ ...exchange, per: named(large), measure: many, floorIs: named(small), floor: few },
      target: { atMost: 1.3 },
    },
  ]
}

/** Signs every connection in, and answers with what measures it. `sessions`: of the portal, one for each. */
export async function exchanges(
  port: number,
  app: App,
  sessions: string[] = [],
): Promise<(seconds: number) => Promise<number>> {
  const exchangers = await Promise.all(
    Array.from({ length: connections }, async (_, n) => {
      const visitor = new Visitor(port)
      visitor.setCookie(`cs.${port}.session`, sessions[n] ?? '')
      await visitor.follow(authorization(app).path)
      return { caller: new Caller(port), cookies: `Cookie: ${visitor.cookies}\r\n` }
    }),
  )
  return (seconds) => perSecond(exchangers, seconds, (exchanger) => exchange(exchanger, app))
}

function authorization({ id, returnsTo }: App): { path: string; verifier: string } {
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    ...{ client_id: id, redirect_uri: returnsTo, response_type: 'code', scope, state: verifier.slice(0, 12) },
    ...{ code_challenge: createHash('sha256').update(verifier).digest('base64url') },
    code_challenge_method: 'S256',
  })
  return { path: `/oidc/authorize?${query}`, verifier }
}

async function exchange({ caller, cookies }: Exchanger, app: App): Promise<void> {
  const { path, verifier } = authorization(app)
  const back = new URL(await caller.led(path, cookies))
  const code = back.searchParams.get('code')
  if (!code) throw new Error(`Led to ${back.href}.`)
  const form = new URLSearchParams({
    ...{ grant_type: 'authorization_code', code, redirect_uri: app.returnsTo, code_verifier: verifier },
  })
  const proof = Buffer.from(`${app.id}:${app.secret}`).toString('base64')
  const tokens = await caller.submit<Record<string, string>>(
    '/oidc/token',
    form,
    `Authorization: Basic ${proof}\r\n`,
  )
  if (!tokens.id_token || !tokens.access_token || !tokens.refresh_token)
    throw new Error('A token is missing.')
}
