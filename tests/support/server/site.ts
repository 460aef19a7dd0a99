import { afterAll, vi } from 'vitest'
import type { DatabasePlace } from '@/db/open'
import type { Channel } from '@/db/tables/sign-in'
import {
  type Challenger,
  type Member,
  mintChallenger,
  mintMember,
  mintOperator,
  type Operator,
} from '@/lib/actors'
import type { Context, Origin } from '@/lib/context'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { sweep } from '@/lib/jobs/sweep'
import { findChallenge } from '@/lib/queries/challenges'
import { findSession } from '@/lib/queries/sessions/find'
import { openChallenge } from '@/lib/records/challenges/challenge'
import { demanded } from '@/lib/records/policy/policy'
import { openSession } from '@/lib/records/sessions/session'
import { contextOf, type Runtime } from '@/lib/runtime'
import { userRow } from '../world/rows'
import { Seed } from '../world/seed'
import { snapshotOf } from '../world/snapshot'
import { Postbox } from './postbox'
import type { Resident } from './resident'
import { type Server, type ServerOptions, settingsOf, startServer } from './server'
import { Visitor } from './visitor'

/** A running server with an organization on it, and a way past its front door: the same rules on the same data. */
export class Site {
  readonly server: Server
  readonly seed: Seed
  readonly mail: Postbox
  readonly #runtime: Runtime
  #addresses = 0

  constructor(server: Server, seed: Seed, runtime: Runtime) {
    this.server = server
    this.seed = seed
    this.mail = new Postbox(server)
    this.#runtime = runtime
  }

  /** Its file. */
  get database(): string {
    return this.place.databaseFile
  }

  get place(): DatabasePlace {
    return this.#runtime.settings
  }

  ctx(origin: Partial<Origin> = {}): Context {
    return contextOf(this.#runtime, { address: this.newAddress(), userAgent: 'none', ...origin })
  }

  /** An address that nobody came from yet, so that no delay applies. */
  newAddress(): string {
    const n = ++this.#addresses
    return `198.18.${n >> 8}.${n % 256}`
  }

  /** A visitor from an address of their own, where the server trusts its proxy. */
  visitor(cookies: { session?: string; challenge?: string } = {}): Visitor {
    return new Visitor(this.server, { cookies, headers: { 'X-Forwarded-For': this.newAddress() } })
  }

  /** What a browser keeps after signing in. It spends no code. */
  async openSession({ id, role }: Pick<Resident, 'id' | 'role'>): Promise<string> {
    const ctx = this.ctx()
    return (await ctx.db.write((tx) => openSession(tx, ctx, { id, role }, 'web'))).token
  }

  async signedIn(who: Resident): Promise<Visitor> {
    return this.visitor({ session: await this.openSession(who) })
  }

  /** The token of a challenge whose password was right. */
  async challenge({ id }: Pick<Resident, 'id'>): Promise<string> {
    return (await this.#opened(id, 'web')).token
  }

  /** The id of a challenge of the token API whose password was right. */
  async challengeOfClient({ id }: Pick<Resident, 'id'>): Promise<string> {
    return (await this.#opened(id, 'api')).challengeId
  }

  async #opened(id: string, channel: Channel) {
    const ctx = this.ctx()
    const user = await userRow(ctx, id)
    return ctx.db.write(async (tx) => openChallenge(tx, ctx, await demanded(tx, ctx, user), channel, null))
  }

  async challengerOf(token: string): Promise<Challenger> {
    const found = await findChallenge(this.ctx(), token, 'web')
    if (!found) throw new Error('This challenge is over.')
    return mintChallenger(found)
  }

  async memberOf(token: string): Promise<Member> {
    const found = await findSession(this.ctx(), token)
    if (!found) throw new Error('This session is over.')
    return mintMember(found)
  }

  /** What someone who supports this server may do, from a session of their own. */
  async operatorOf(who: Resident): Promise<Operator> {
    const operator = mintOperator(await this.memberOf(await this.openSession(who)))
    if (!operator) throw new Error(`${who.name} is no operator.`)
    return operator
  }

  /** Whether a session opens the profile. */
  async opens(token: string): Promise<boolean> {
    return (await this.visitor({ session: token }).get('/profile')).status === 200
  }

  /** Everything in the database, once what has expired is swept: that happens in the background. */
  async snapshot(): Promise<Record<string, string[]>> {
    await sweep(this.ctx())
    return snapshotOf(this.place)
  }

  async close(): Promise<void> {
    await this.seed.close()
    await this.#runtime.db.close()
    await this.server.stop()
  }
}

const open = new Set<Site>()

// A whole server answers, perhaps on a machine that does other things as well.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

/** Starts a server behind a trusted proxy on 127.0.0.1. It ends with the test file. */
export async function openSite(
  env: Record<string, string> = {},
  options: Omit<ServerOptions, 'env'> = {},
): Promise<Site> {
  const server = await startServer({ ...options, env: { TRUSTED_PROXIES: '127.0.0.1', ...env } })
  const seed = await Seed.open(server)
  const site = new Site(server, seed, await openRuntime(settingsOf(server)))
  open.add(site)
  return site
}

afterAll(async () => {
  for (const site of open) await site.close()
})
