import { and, eq } from 'drizzle-orm'
import { mintMember, mintOperator, type Operator } from '@/lib/actors'
import { addOrganization } from '@/lib/acts/organizations/add'
import { suspendOrganization } from '@/lib/acts/organizations/suspend'
import { approveRequest } from '@/lib/acts/recovery/approve'
import { confirmRequest } from '@/lib/acts/recovery/confirm'
import { rejectRequest } from '@/lib/acts/recovery/reject'
import type { Context } from '@/lib/context'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { findSession } from '@/lib/queries/sessions/find'
import type { RecoveryRequest } from '@/lib/records/recovery/life'
import { openRequest } from '@/lib/records/recovery/request'
import { openSession } from '@/lib/records/sessions/session'
import { contextOf } from '@/lib/runtime'
import { Postbox } from '../server/postbox'
import type { Resident } from '../server/resident'
import { type Server, settingsOf } from '../server/server'
import { granted } from './outcome'
import type { Seed } from './seed'

const macintosh =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15'
const story =
  'My phone fell into the harbour on Saturday, and the recovery codes were in its notes.\n\nYou reach me on +1 555 0100, the number of the contract.'
const checked = { calledBack: true, vouched: true, proved: false }
const reason = 'It is him.'

/** Where the scenes are: paths. */
export type Scenes = {
  toConfirm: string
  waiting: string
  over: string
  open: string
  late: string
  toDecide: string
  decided: string
  organization: string
  suspendedOrganization: string
}

/** One request in every state that a page shows, and two more organizations, on a running server. */
export async function setScenes(server: Server, seed: Seed, operator: Resident): Promise<Scenes> {
  const runtime = await openRuntime(settingsOf(server))
  const ctx = contextOf(runtime, { address: '203.0.113.7', userAgent: macintosh })
  const { token } = await ctx.db.write((tx) => openSession(tx, ctx, operator, 'web'))
  const session = await findSession(ctx, token)
  const actor = session && mintOperator(mintMember(session))
  if (!actor) throw new Error('This is no operator.')
  const scenes = await new Stage(ctx, new Postbox(server), seed, actor).set()
  await runtime.db.close()
  return scenes
}

class Stage {
  readonly #ctx: Context
  readonly #mail: Postbox
  readonly #seed: Seed
  readonly #operator: Operator

  constructor(ctx: Context, mail: Postbox, seed: Seed, operator: Operator) {
    this.#ctx = ctx
    this.#mail = mail
    this.#seed = seed
    this.#operator = operator
  }

  async set(): Promise<Scenes> {
    const toConfirm = await this.#asked(await this.#admin())
    const toDecide = await this.#confirmed(await this.#admin())
    const waiting = await this.#approved(await this.#admin())
    const open = await this.#ready(await this.#admin())
    const lateOne = await this.#admin()
    const late = await this.#ready(lateOne)
    await this.#expire(lateOne)
    const rejected = await this.#confirmed(await this.#admin())
    const rejection = {
      requestId: rejected.requestId,
      reason: 'Nobody answers on the number of the contract.',
    }
    granted(await rejectRequest(this.#ctx, this.#operator, rejection))
    const globex = await this.#organization('Globex', 'hank@globex.example')
    const initech = await this.#organization('Initech', 'bill@initech.example')
    granted(await suspendOrganization(this.#ctx, this.#operator, { organizationId: initech }))
    return {
      ...{ toConfirm, waiting: waiting.path, over: rejected.path, open, late },
      toDecide: `/operator/recovery/${toDecide.requestId}`,
      decided: `/operator/recovery/${waiting.requestId}`,
      organization: `/operator/organizations/${globex}`,
      suspendedOrganization: `/operator/organizations/${initech}`,
    }
  }

  #admin(): Promise<Resident> {
    return this.#seed.admin({ enrolled: true })
  }

  /** The path of the link that confirms it. */
  async #asked({ email }: Resident): Promise<string> {
    const input = { email, organization: 'ACME freight, Bergen', story }
    await this.#ctx.db.write((tx) => openRequest(tx, this.#ctx, input))
    return (await this.#mail.next(email, 'Confirm that you asked')).path
  }

  /** The request, and the path of the link that stops it. */
  async #confirmed(who: Resident): Promise<{ requestId: string; path: string }> {
    const token = (await this.#asked(who)).split('/').at(-1) ?? ''
    granted(await confirmRequest(this.#ctx, { token }))
    const { recoveryRequests } = this.#ctx.db.tables
    const rows = await this.#ctx.db.read
      .select({ id: recoveryRequests.id })
      .from(recoveryRequests)
      .where(eq(recoveryRequests.userId, who.id))
    const { path } = await this.#mail.next(who.email, 'Recovery of your account was asked for')
    return { requestId: rows[0]?.id ?? '', path }
  }

  async #approved(who: Resident): Promise<{ requestId: string; path: string }> {
    const confirmed = await this.#confirmed(who)
    const { requestId } = confirmed
    const note = 'Called +1 555 0100, the number of the contract. Ada Lindqvist vouches.'
    granted(await approveRequest(this.#ctx, this.#operator, { requestId, ...checked, note, reason }))
    return confirmed
  }

  /** The path of the link that completes it, as if the wait were over. */
  async #ready(who: Resident): Promise<string> {
    await this.#approved(who)
    const { recoveryRequests } = this.#ctx.db.tables
    const over: Partial<RecoveryRequest> = { readyAt: new Date() }
    await this.#ctx.db.write((tx) =>
      tx.update(recoveryRequests).set(over).where(eq(recoveryRequests.userId, who.id)),
    )
    return (await this.#mail.next(who.email, 'Recover your account now')).path
  }

  /** As if the hour of the link were over. */
  async #expire({ id }: Resident): Promise<void> {
    const { links } = this.#ctx.db.tables
    await this.#ctx.db.write((tx) =>
      tx
        .update(links)
        .set({ expiresAt: new Date() })
        .where(and(eq(links.userId, id), eq(links.purpose, 'recovery-complete'))),
    )
  }

  async #organization(name: string, email: string): Promise<string> {
    const input = { organization: name, name: 'Hank Scorpio', email }
    return granted(await addOrganization(this.#ctx, this.#operator, input)).organizationId
  }
}
