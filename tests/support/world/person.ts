import type { Channel, SessionKind } from '@/db/tables/sign-in'
import { type Admin, type Challenger, type Member, mintAdmin, mintChallenger, mintMember } from '@/lib/actors'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { confirmEnrollment, finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { browserOf } from '@/lib/client'
import type { Context } from '@/lib/context'
import { findChallenge } from '@/lib/queries/challenges'
import { showEnrollment } from '@/lib/queries/enrollment'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { findSession } from '@/lib/queries/sessions/find'
import type { PasswordAccepted } from '@/lib/records/challenges/challenge'
import type { OpenedSession } from '@/lib/records/sessions/session'
import type { Leaving } from '@/lib/records/sign-ins/finish'
import { Authenticator } from './authenticator'
import { granted } from './outcome'
import type { World } from './world'

export type Credentials = { id: string; name: string; email: string; password: string }

/** How a sign-in comes about: over which channel, what for, and in which browser, by its token. */
type Way = { channel?: Channel; kind?: SessionKind; ctx?: Context; browser?: string }

/** Someone with a password, perhaps with a phone, who does what people do, through the product's own rules. */
export class Person {
  readonly world: World
  readonly id: string
  readonly name: string
  readonly email: string
  password: string
  /** The token of the link they were invited with; empty for whoever set the organization up. */
  invitation = ''
  recoveryCodes: string[] = []
  #phone: Authenticator | null = null

  constructor(world: World, { id, name, email, password }: Credentials) {
    this.world = world
    this.id = id
    this.name = name
    this.email = email
    this.password = password
  }

  /** The authenticator. Throws for someone who has none. */
  get phone(): Authenticator {
    if (!this.#phone) throw new Error(`${this.name} has not enrolled.`)
    return this.#phone
  }

  /** Whether they have an authenticator. */
  get enrolled(): boolean {
    return this.#phone !== null
  }

  set phone(phone: Authenticator) {
    this.#phone = phone
  }

  /** The same person in a copy of their world, with a phone that has shown nothing yet. */
  in(world: World): Person {
    const same = new Person(world, this)
    if (this.#phone) same.phone = new Authenticator(this.#phone.setupKey, { clock: world.clock })
    same.recoveryCodes = [...this.recoveryCodes]
    return same
  }

  /** The answer to email and password. */
  enterPassword(
    password = this.password,
    { channel = 'web', kind, ctx = this.world.ctx, browser }: Way = {},
  ) {
    const client = { ...browserOf(ctx), kind: kind ?? (channel === 'web' ? 'web' : 'extension') }
    return signInWithPassword(ctx, { email: this.email, password, deviceToken: browser }, channel, client)
  }

  /** A challenge whose password was right and that is not finished. */
  async challenge(way: Way = {}): Promise<Challenger> {
    const accepted = granted(await this.enterPassword(this.password, way))
    return challengerOf(this.world.ctx, accepted, way.channel)
  }

  /** A ticket, with a code where one is asked for. */
  async ticket(way: Way = {}): Promise<string> {
    const accepted = granted(await this.enterPassword(this.password, way))
    return accepted.ticket ?? (await this.#enterCode(accepted, way, 'ticket')).ticket
  }

  async #enterCode<L extends Leaving>(accepted: PasswordAccepted, { channel, ctx }: Way, leaving: L) {
    const challenger = await challengerOf(this.world.ctx, accepted, channel)
    const code = await this.phone.nextCode()
    return granted(await finishWithCode(ctx ?? this.world.ctx, challenger, { code }, leaving))
  }

  /** Signs in and returns what the browser keeps: the session's token. */
  async openSession(way: Way = {}): Promise<OpenedSession & { userId: string }> {
    const { channel = 'web', ctx = this.world.ctx, browser } = way
    const accepted = granted(await this.enterPassword(this.password, way))
    if (channel === 'api' && !accepted.ticket)
      return { ...(await this.#enterCode(accepted, way, 'session')), userId: this.id }
    const ticket = accepted.ticket ?? (await this.#enterCode(accepted, way, 'ticket')).ticket
    return granted(await redeemTicket(ctx, ticket, channel, browser))
  }

  /** Signs in, with a code where one is asked for. */
  async signIn(way: Way = {}): Promise<Member> {
    const { token } = await this.openSession(way)
    return memberOf(this.world.ctx, token)
  }

  async signInAsAdmin(way: Way = {}): Promise<Admin> {
    const admin = mintAdmin(await this.signIn(way))
    if (!admin) throw new Error(`${this.name} is no admin.`)
    return admin
  }

  /** Turns 2FA on from the profile, with a new phone. */
  async enroll(): Promise<Member> {
    const { ctx, clock } = this.world
    const member = await this.signIn()
    granted(await beginEnrollment(ctx, member, { password: this.password }))
    const enrollment = await showEnrollment(ctx, member)
    if (!enrollment) throw new Error('No setup key was shown.')
    this.phone = Authenticator.scan(enrollment.uri, { clock })
    granted(await confirmEnrollment(ctx, member, { code: await this.phone.nextCode() }))
    this.recoveryCodes = (await shownCodes(ctx, member)) ?? []
    return member
  }

  /** Enrolls in the course of a sign-in that asks for it, and signs in. */
  async enrollAtSignIn(challenger?: Challenger): Promise<Member> {
    const { ctx, clock } = this.world
    const standing = challenger ?? (await this.challenge())
    const { uri } = granted(await startEnrollment(ctx, standing))
    this.phone = Authenticator.scan(uri, { clock })
    const code = await this.phone.nextCode()
    const { ticket, recoveryCodes } = granted(await finishWithEnrollment(ctx, standing, { code }))
    this.recoveryCodes = recoveryCodes
    const { token } = granted(await redeemTicket(ctx, ticket, 'web'))
    return memberOf(ctx, token)
  }

  /** One of the recovery codes, each handed out once. */
  nextRecoveryCode(): string {
    const code = this.recoveryCodes.shift()
    if (!code) throw new Error(`${this.name} has no recovery code left.`)
    return code
  }
}

/** The member whose session this token opens. */
export async function memberOf(ctx: Context, token: string): Promise<Member> {
  const person = await findSession(ctx, token)
  if (!person) throw new Error('This session is dead.')
  return mintMember(person)
}

/** The challenger behind a right password. */
export async function challengerOf(
  ctx: Context,
  { token }: Pick<PasswordAccepted, 'token'>,
  channel: Channel = 'web',
): Promise<Challenger> {
  const challenge = await findChallenge(ctx, token, channel)
  if (!challenge) throw new Error('This challenge is over, or nothing more was asked.')
  return mintChallenger(challenge)
}
