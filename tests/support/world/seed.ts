import { eq, inArray } from 'drizzle-orm'
import type { Role } from '@/db/tables/users'
import {
  type Admin,
  type Challenger,
  type Member,
  mintAdmin,
  mintChallenger,
  mintConsole,
  mintMember,
} from '@/lib/actors'
import { removeApp } from '@/lib/acts/apps/remove'
import { setAppIcon } from '@/lib/acts/apps/set-icon'
import { addGroup } from '@/lib/acts/groups/add'
import { addPeople } from '@/lib/acts/groups/add-people'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { addOperator } from '@/lib/acts/operators/add'
import { setUpOrganization } from '@/lib/acts/organizations/set-up'
import { setEnrollmentCodes } from '@/lib/acts/policy/ask-for-enrollment-codes'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { beginAddition } from '@/lib/acts/two-factor/begin-addition'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { beginPasskey } from '@/lib/acts/two-factor/begin-passkey'
import { confirmEnrollment, finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { confirmPasskey } from '@/lib/acts/two-factor/confirm-passkey'
import { hideCodes } from '@/lib/acts/two-factor/hide-codes'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { addUser } from '@/lib/acts/users/add'
import { removeUser } from '@/lib/acts/users/remove'
import { suspendUser } from '@/lib/acts/users/suspend'
import type { Context, Origin } from '@/lib/context'
import { days, hours, later, minutes } from '@/lib/duration'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { issueSetupToken } from '@/lib/jobs/setup-token'
import { findChallenge } from '@/lib/queries/challenges'
import { showEnrollment } from '@/lib/queries/enrollment'
import { passkeyToAdd, whereForPasskeys } from '@/lib/queries/passkeys'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { findSession } from '@/lib/queries/sessions/find'
import type { PasswordAccepted } from '@/lib/records/challenges/challenge'
import { ticketOf } from '@/lib/records/factors/enrollment-ticket'
import { openSession, sessionStands } from '@/lib/records/sessions/session'
import type { Result } from '@/lib/result'
import { contextOf, type Runtime } from '@/lib/runtime'
import { Resident } from '../server/resident'
import { type Server, settingsOf } from '../server/server'
import { Authenticator } from './authenticator'
import { asked } from './passkeys'
import { plantPast } from './past'
import { type KeyOptions, SecurityKey } from './security-key'
import { type AppOptions, addAppAs } from './seed-apps'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0'
const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15'

const firstNames = ['Ben', 'Chloé', 'Dmitri', 'Eun-ji', 'Fatima', 'Gita', 'Hugo', 'Ines', 'Jonas', 'Kwame']
const lastNames = ['Okafor', 'Martin', 'Weiss', 'Park', 'Haddad', 'Rao', 'Silva', 'Novak', 'Berg', 'Mensah']

/** Of the admin who set up the organization. */
export const adasPassword = 'violet harbour stapler'

type Options = {
  name?: string
  email?: string
  /** 2FA is on: `phone` and `recoveryCodes` are there. */
  enrolled?: boolean
  /** The organization demands 2FA. */
  required?: boolean
  /** Stays invited: has a link and no password yet. */
  invited?: boolean
  suspended?: boolean
}

/**
 * The organization of a running server, and whoever is added to it: by the product's own rules, in this process, on
 * the server's database. It all happens a quarter of an hour ago, so that the codes of the present are unused.
 */
export class Seed {
  readonly organization = 'Acme Freight'
  readonly #runtime: Runtime
  #admin: Admin | null = null
  #people = 0

  private constructor(runtime: Runtime) {
    this.#runtime = runtime
  }

  static async open(server: Server): Promise<Seed> {
    const seed = new Seed(await openRuntime(settingsOf(server)))
    const ctx = seed.#context()
    const token = (await issueSetupToken(ctx)) ?? ''
    const { organization } = seed
    const ada = { name: 'Ada Lindqvist', email: 'ada@example.com', password: adasPassword }
    const session = await seed.#redeem(
      ctx,
      must(await setUpOrganization(ctx, { token, organization, ...ada })),
    )
    seed.#admin = mintAdmin(await seed.#member(ctx, session))
    return seed
  }

  close(): Promise<void> {
    return this.#runtime.db.close()
  }

  agent(options: Options = {}): Promise<Resident> {
    return this.#add('agent', options)
  }

  admin(options: Options = {}): Promise<Resident> {
    return this.#add('admin', options)
  }

  /** Has them been admins, with the authenticator they have, for days: long enough to agree as a second admin. */
  async settle(...people: Resident[]): Promise<void> {
    const ctx = this.#context()
    const { users } = ctx.db.tables
    const since = later(ctx.now(), -days(2))
    const ids = people.map(({ id }) => id)
    await ctx.db.write((tx) =>
      tx.update(users).set({ adminSince: since, authenticatorSince: since }).where(inArray(users.id, ids)),
    )
  }

  /** Has their invitation expired two hours ago. */
  async invitationExpired({ id }: Resident): Promise<void> {
    const { db } = this.#runtime
    const { invitations } = db.tables
    await db.write((tx) =>
      tx
        .update(invitations)
        .set({ expiresAt: later(new Date(), -hours(2)) })
        .where(eq(invitations.userId, id)),
    )
  }

  /** Someone who supports the server, joined and enrolled. */
  async operator(): Promise<Resident> {
    const ctx = this.#context()
    const n = this.#people++
    const own = { name: 'Olga Support', email: `olga.${n}@example.com` }
    const password = `orchard ladder window ${n}`
    const { invitation } = must(await addOperator(ctx, mintConsole('root'), own))
    // Now: a challenge of a quarter of an hour ago is over, and the server sweeps it away.
    const present = { ...ctx, now: () => new Date() }
    const joined = must(await acceptInvitation(present, { token: invitation, password }))
    await this.#dateBack(ctx, joined)
    const who = new Resident({ id: joined.userId, ...own, password, role: 'operator' })
    const challenger = await this.#challenger(ctx, joined)
    const { uri } = must(await startEnrollment(ctx, challenger))
    who.phone = Authenticator.scan(uri, { ahead: 1 })
    const code = await who.phone.codeAt(ctx.now())
    who.recoveryCodes = must(await finishWithEnrollment(ctx, challenger, { code })).recoveryCodes
    return who
  }

  /** The token that a browser of this person keeps after signing in. */
  async openSession(who: Resident, from: Partial<Origin> = {}): Promise<string> {
    const ctx = this.#context(++who.sessions, from)
    const accepted = await this.#enterPassword(who, ctx)
    if (accepted.step !== 'code') return this.#redeem(ctx, accepted)
    const code = await who.phone.codeAt(ctx.now())
    const challenger = await this.#challenger(ctx, accepted)
    return this.#redeem(ctx, must(await finishWithCode(ctx, challenger, { code })))
  }

  /** The same from Safari on a Mac in another network. */
  openSessionElsewhere(who: Resident): Promise<string> {
    return this.openSession(who, { address: '203.0.113.7', userAgent: safari })
  }

  /** What an overview has to tell after twenty days, of these people and of their organization. */
  async past(people: readonly Resident[]): Promise<void> {
    const ids = people.map(({ id }) => id)
    await plantPast(this.#context(), (await this.asAdmin()).organizationId, ids)
  }

  /** A group with these people in it; its id. */
  async group(name: string, people: readonly Resident[] = []): Promise<string> {
    const [ctx, admin] = [this.#context(), await this.asAdmin()]
    const { groupId } = must(await addGroup(ctx, admin, { name }))
    const userIds = people.map(({ id }) => id)
    if (userIds.length > 0) must(await addPeople(ctx, admin, { groupId, userIds }))
    return groupId
  }

  /** Has them add one more authenticator, now, with one of their recovery codes; it ends their sessions. */
  async addPhone(who: Resident, name: string): Promise<Authenticator> {
    const present = { ...this.#context(), now: () => new Date() }
    const member = await this.#member(present, await this.openSession(who))
    const proof = { password: who.password, code: who.nextRecoveryCode() }
    must(await beginAddition(present, member, { ...proof, name }))
    const phone = Authenticator.scan((await showEnrollment(present, member))?.uri ?? '', { ahead: 1 })
    must(await confirmEnrollment(present, member, { code: await phone.nextCode() }))
    return phone
  }

  /** Has them add a passkey on such a security key, now, with one of their recovery codes; it ends their sessions. */
  async addPasskey(who: Resident, options: KeyOptions = {}): Promise<SecurityKey> {
    const present = { ...this.#context(), now: () => new Date() }
    const member = await this.#member(present, await this.openSession(who))
    const { password } = who
    must(await beginPasskey(present, member, { password, code: who.nextRecoveryCode() }))
    const key = new SecurityKey({ ...options, origin: asked(await whereForPasskeys(present)) })
    const credential = key.create(asked(await passkeyToAdd(present, member)))
    must(await confirmPasskey(present, member, { credential }))
    return key
  }

  /** Demands 2FA of someone. */
  async require(who: Resident, { signOut = true } = {}): Promise<void> {
    const input = { userId: who.id, required: true, signOut }
    must(await requireTwoFactor(this.#context(), await this.asAdmin(), input))
  }

  /** Demands it, with a code that somebody reads out before they scan; nobody else is asked for one. */
  async requireByCode(who: Resident): Promise<string> {
    const [ctx, admin] = [this.#context(), await this.asAdmin()]
    must(await setEnrollmentCodes(ctx, admin, { on: true }))
    const input = { userId: who.id, required: true, signOut: true, enrollmentBy: 'code' as const }
    must(await requireTwoFactor(ctx, admin, input))
    const { organizations } = ctx.db.tables
    await ctx.db.write((tx) =>
      tx
        .update(organizations)
        .set({ enrollmentCodes: false })
        .where(eq(organizations.id, admin.organizationId)),
    )
    return (await ticketOf(ctx.db.read, ctx, who.id))?.code ?? ''
  }

  /** Gives a hundred wrong codes in a row, days ago: their second step is locked. */
  async lock(who: Resident): Promise<void> {
    const code = await who.phone.wrongCode()
    for (let attempt = 0; attempt < 100; ) {
      const ctx = this.#context((attempt - 100) * 120)
      const challenger = await this.#challenger(ctx, await this.#enterPassword(who, ctx))
      for (let n = 0; n < 5; n++, attempt++) await finishWithCode(ctx, challenger, { code })
    }
  }

  /** As another admin would. */
  async remove(who: Resident): Promise<void> {
    must(await removeUser(this.#context(), await this.asAdmin(), { userId: who.id }))
  }

  /** Deletes all apps: where there are any, people begin on another page. */
  async removeApps(): Promise<void> {
    const { apps } = this.#runtime.db.tables
    const admin = await this.asAdmin()
    for (const { id } of await this.#runtime.db.read.select({ id: apps.id }).from(apps))
      must(await removeApp(this.#context(), admin, { appId: id }))
  }

  /** Has an admin add an app. */
  async app(options: AppOptions): Promise<{ id: string; secret: string }> {
    return addAppAs(this.#context(), await this.asAdmin(), options)
  }

  /** Gives an app an icon, as an admin does. */
  async giveIcon(appId: string): Promise<void> {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
    must(
      await setAppIcon(this.#context(), await this.asAdmin(), { appId, icon: new File([svg], 'icon.svg') }),
    )
  }

  async #add(role: Exclude<Role, 'operator'>, options: Options): Promise<Resident> {
    const ctx = this.#context()
    const admin = await this.asAdmin()
    const n = this.#people++
    const first = firstNames[n % 10]
    const name = options.name ?? `${first} ${lastNames[Math.floor(n / 10 + n) % 10]}`
    const local = `${first?.normalize('NFD').replace(/[^a-z]/gi, '')}.${n}`.toLowerCase()
    const email = options.email ?? `${local}@example.com`
    const password = `copper lantern meadow ${n}`
    const twoFactorRequired = (options.required && !options.enrolled) ?? false
    const added = must(await addUser(ctx, admin, { name, email, role, twoFactorRequired }))
    const invitation = `/invitation/${added.invitation}`
    const who = new Resident({ id: added.userId, name, email, password, role, invitation })
    if (options.invited) return who
    const accepted = must(await acceptInvitation(ctx, { token: added.invitation, password }))
    if (options.enrolled) await this.#enroll(who, await this.#redeem(ctx, accepted))
    if (options.enrolled && options.required) await this.require(who)
    if (options.suspended) must(await suspendUser(ctx, admin, { userId: who.id }))
    return who
  }

  async #enroll(who: Resident, session: string): Promise<void> {
    const ctx = this.#context()
    const member = await this.#member(ctx, session)
    must(await beginEnrollment(ctx, member, { password: who.password }))
    const enrollment = await showEnrollment(ctx, member)
    if (!enrollment) throw new Error('A setup key that was just made is not there.')
    who.phone = Authenticator.scan(enrollment.uri, { ahead: 1 })
    must(await confirmEnrollment(ctx, member, { code: await who.phone.codeAt(ctx.now()) }))
    who.recoveryCodes = (await shownCodes(ctx, member)) ?? []
    await hideCodes(ctx, member)
  }

  /** Now, not a while ago: attempts at passwords are counted, and time does not go back for them. */
  async #enterPassword({ email, password }: Resident, then: Context): Promise<PasswordAccepted> {
    const present = { ...then, now: () => new Date() }
    const accepted = must(await signInWithPassword(present, { email, password }, 'web'))
    await this.#dateBack(then, accepted)
    return accepted
  }

  /** A challenge that was opened now, for what follows then: one that is yet to be opened works nowhere. */
  async #dateBack(then: Context, { challengeId, ticket }: PasswordAccepted): Promise<void> {
    const { challenges } = then.db.tables
    const createdAt = then.now()
    const dates = { createdAt, ...(ticket && { ticketExpiresAt: later(createdAt, minutes(1)) }) }
    await then.db.write((tx) => tx.update(challenges).set(dates).where(eq(challenges.id, challengeId)))
  }

  async #challenger(ctx: Context, { token }: PasswordAccepted): Promise<Challenger> {
    const challenge = await findChallenge(ctx, token, 'web')
    if (!challenge) throw new Error('A challenge that was just opened is not there.')
    return mintChallenger(challenge)
  }

  async #redeem(ctx: Context, { ticket }: { ticket: PasswordAccepted['ticket'] }): Promise<string> {
    return must(await redeemTicket(ctx, ticket ?? '', 'web')).token
  }

  async #member(ctx: Context, session: string): Promise<Member> {
    const person = await findSession(ctx, session)
    if (!person) throw new Error('A session that was just opened is not there.')
    return mintMember(person)
  }

  /** The first admin; signed in anew where that session went unused for so long that the server ended it. */
  async asAdmin(): Promise<Admin> {
    const ctx = this.#context()
    const before = this.#admin
    const stands = before && (await ctx.db.write((tx) => sessionStands(tx, ctx, before, 'admin')))
    if (stands) return before
    const { users } = ctx.db.tables
    const [ada] = await ctx.db.read.select().from(users).where(eq(users.email, 'ada@example.com'))
    const opened = ada && (await ctx.db.write((tx) => openSession(tx, ctx, ada, 'web')))
    this.#admin = opened ? mintAdmin(await this.#member(ctx, opened.token)) : null
    if (!this.#admin) throw new Error('The first person of an organization is its admin.')
    return this.#admin
  }

  /** A context of a quarter of an hour ago; for another code of the same person, half a minute later. */
  #context(halfMinutes = 0, from: Partial<Origin> = {}): Context {
    const now = () => new Date(Date.now() - 15 * 60_000 + halfMinutes * 30_000)
    return { ...contextOf(this.#runtime, { address: '192.0.2.10', userAgent: firefox, ...from }), now }
  }
}

function must<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(`The seed was refused: ${result.code}.`)
  return result.value
}
