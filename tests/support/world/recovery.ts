import type { RecoveryState } from '@/db/tables/recovery'
import type { Operator } from '@/lib/actors'
import { approveRequest } from '@/lib/acts/recovery/approve'
import { askForRecovery } from '@/lib/acts/recovery/ask'
import { confirmRequest } from '@/lib/acts/recovery/confirm'
import type { Context } from '@/lib/context'
import { runErrands } from '@/lib/jobs/errands'
import { progressRequests } from '@/lib/jobs/recovery'
import { Letters } from './letters'
import { operatorOf } from './operator'
import { type Organization, organization } from './organization'
import { granted } from './outcome'

export const subjects = {
  asked: 'Confirm that you asked to recover your account',
  confirmed: 'was asked for',
  approved: 'was approved',
  reminder: 'Half of the wait',
  ready: 'Recover your account now',
  completed: 'was recovered',
}

export const decision = {
  ...{ calledBack: true, vouched: false, proved: false },
  ...{ note: 'Called +1 555 0100 of the contract', reason: 'It is her' },
}

/** The way of a recovery request, step by step, for the admin of an organization of its own. */
export class Recovery {
  readonly org: Organization
  readonly letters: Letters
  readonly operator: Operator

  private constructor(org: Organization, letters: Letters, operator: Operator) {
    this.org = org
    this.letters = letters
    this.operator = operator
  }

  /** An enrolled admin who has lost everything; nobody is signed in. */
  static async open(): Promise<Recovery> {
    const org = await organization()
    await org.admin.enroll()
    const { operator } = await operatorOf(org.world)
    const letters = new Letters(org.world)
    await letters.arrived()
    return new Recovery(org, letters, operator)
  }

  get ctx(): Context {
    return this.org.ctx
  }

  /** Asks, and returns the token of the link that confirms it; empty where none was sent. */
  async ask(email = this.org.admin.email): Promise<string> {
    const input = { email, organization: 'Acme Freight', story: 'My phone fell into the harbour.' }
    granted(await askForRecovery(this.ctx, input))
    await runErrands(this.ctx)
    return (await this.tokens(subjects.asked))[email] ?? ''
  }

  /** Asks and confirms; returns the tokens that stop it, by address. */
  async confirmed(): Promise<Record<string, string>> {
    granted(await confirmRequest(this.ctx, { token: await this.ask() }))
    return this.tokens(subjects.confirmed)
  }

  async approved(): Promise<Record<string, string>> {
    await this.confirmed()
    granted(await approveRequest(this.ctx, this.operator, { requestId: await this.id(), ...decision }))
    return this.tokens(subjects.approved)
  }

  /** All the way to the link that completes it. */
  async ready(): Promise<string> {
    await this.approved()
    await this.untilReady()
    await progressRequests(this.ctx)
    return (await this.tokens(subjects.ready))[this.org.admin.email] ?? ''
  }

  /** Lets the wait pass; the operator's session is over then. */
  async untilReady(): Promise<void> {
    this.org.world.clock.pass(this.ctx.recovery.wait)
  }

  /** The latest request. */
  async id(): Promise<string> {
    const { recoveryRequests } = this.ctx.db.tables
    const rows = await this.ctx.db.read.select().from(recoveryRequests).orderBy(recoveryRequests.askedAt)
    return rows.at(-1)?.id ?? ''
  }

  async state(): Promise<RecoveryState | undefined> {
    const { recoveryRequests } = this.ctx.db.tables
    const rows = await this.ctx.db.read.select().from(recoveryRequests).orderBy(recoveryRequests.askedAt)
    return rows.at(-1)?.state
  }

  /** The tokens of the links in the emails of a subject that arrived since the last look, by address. */
  async tokens(subject: string): Promise<Record<string, string>> {
    const letters = (await this.letters.arrived()).filter((letter) => letter.subject.includes(subject))
    return Object.fromEntries(letters.map(({ to, token }) => [to, token]))
  }
}
