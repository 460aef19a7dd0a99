import { createHmac } from 'node:crypto'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { InvalidGrant, InvalidRequest, TemporarilyUnavailable } from 'oidc-provider/lib/helpers/errors.js'
import { Provider } from 'oidc-provider/lib/provider.js'
import { endGrant, endTokensOf, forget, spend } from '@/lib/acts/oidc/end'
import { keepRow } from '@/lib/acts/oidc/keep'
import type { Context } from '@/lib/context'
import { findClient } from '@/lib/queries/oidc/client'
import { findRow } from '@/lib/queries/oidc/rows'
import { inabilityOf } from '@/lib/web/inability'
import { clientOf } from './client'
import { beginExchange, codeShown, takeToken } from './exchange'
import { keepGrantOf } from './grant'
import { isAsFound, rememberSession } from './session-row'
import { derivedId, type Visit, visitOf } from './visit'

const models = [
  'AccessToken',
  'AuthorizationCode',
  'Grant',
  'Interaction',
  'RefreshToken',
  'Session',
] as const
type Model = (typeof models)[number]

/** The request that the library is answering: it keeps it in an AsyncLocalStorage. */
function here(): { koa: NonNullable<typeof Provider.ctx>; visit: Visit } {
  const koa = Provider.ctx
  if (!koa) throw new Error('The provider keeps nothing outside of a request.')
  return { koa, visit: visitOf(koa.req) }
}

/** What the library reads and writes, through our acts and queries. One for each kind of thing. */
export class RowAdapter implements Adapter {
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  /** Everything but clients, which are apps, is one of these: other kinds belong to features that are off. */
  get #model(): Model {
    const model = models.find((known) => known === this.#name)
    if (!model) throw new Error(`Nothing of the kind ${this.#name} is kept.`)
    return model
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const { visit } = here()
    if (this.#name === 'Client') {
      visit.app = await able(() => findClient(visit.ctx, id))
      return visit.app ? clientOf(visit.app, visit.appUrl) : undefined
    }
    const found = await able(() => findRow(visit.ctx, this.#model, id))
    if (!found) return undefined
    // It opens together with the portal session that it was made from, and not with another one.
    const mine = this.#model === 'Session' && found.userId ? (await visit.signIn())?.person : null
    if (mine !== null && mine?.sessionId !== found.sessionId) return undefined
    if (mine) rememberSession(visit, id, found.payload as AdapterPayload)
    return found.payload as AdapterPayload
  }

  async upsert(id: string, payload: AdapterPayload, lasts: number): Promise<undefined> {
    const { koa, visit } = here()
    const model = this.#model
    if (model === 'Session' && isAsFound(visit, id, payload, lasts)) return
    if (model === 'AuthorizationCode') await keepGrantOf(koa)
    const signIn = model === 'Session' || model === 'Grant' ? await visit.signIn() : null
    const clientId = payload.clientId
    const uid = koa.oidc.session?.uid
    const opening = uid && clientId ? { providerSession: uid, sid: derivedId('sid', uid, clientId) } : null
    const { RotatedRefreshToken, RefreshToken } = koa.oidc.entities
    const refreshed = (RotatedRefreshToken ?? RefreshToken)?.jti
    const kept = {
      ...{ model, id, payload: payload as Record<string, unknown> },
      ...{ lasts: lasts || undefined, refreshed },
    }
    if (await able(() => takeToken(visit, kept))) return
    const failed = await able(() => keepRow(visit.ctx, kept, signIn?.person ?? null, opening))
    if (failed === 'too-long') throw new InvalidRequest('the request is too long')
    if (failed === 'too-many') throw unavailable()
    if (failed && model !== 'Session') throw new InvalidGrant('the session has ended')
  }

  async consume(id: string): Promise<undefined> {
    const { visit } = here()
    if (this.#model === 'AuthorizationCode') return void beginExchange(visit, id)
    const first = await able(() => spend(visit.ctx, this.#model, id))
    if (!first) throw new InvalidGrant('this was already used')
  }

  async destroy(id: string): Promise<undefined> {
    await able(() => forget(here().visit.ctx, this.#model, id))
  }

  async revokeByGrantId(grantId: string): Promise<undefined> {
    const { koa, visit } = here()
    const code = codeShown(koa)
    await able(() => (code ? endTokensOf(visit.ctx, grantId, code) : endGrant(visit.ctx, grantId)))
  }

  async findByUid(): Promise<undefined> {
    // Only tokens that the library itself binds to its session are looked up by that: ours are bound by their rows.
    throw new Error('Nothing is found by its uid.')
  }

  async findByUserCode(): Promise<undefined> {
    throw new Error('There is no device flow.')
  }
}

/** What is no one's fault and passes is told to apps as such (RFC 6749 4.1.2.1). */
async function able<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (inabilityOf(error)) throw unavailable()
    throw error
  }
}

/** By status 400, which is the library's, an app would take what it holds for ended, and sign people out. */
const unavailable = () =>
  Object.assign(new TemporarilyUnavailable('try again in a few seconds'), { status: 503, statusCode: 503 })

/** The context of the request being answered. */
export const contextHere = (): Context => here().visit.ctx

/** The refresh token that takes the place of the one that this request exchanges; null where it exchanges none. */
export function successorHere(): string | null {
  const { koa, visit } = here()
  const rotated = koa.oidc.entities.RotatedRefreshToken
  if (!rotated) return null
  return createHmac('sha256', visit.ctx.vault.derive('refresh tokens of apps'))
    .update(rotated.jti)
    .digest('base64url')
}
