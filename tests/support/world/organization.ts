import { type Admin, mintAdmin } from '@/lib/actors'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { setUpOrganization } from '@/lib/acts/organizations/set-up'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { addUser } from '@/lib/acts/users/add'
import { suspendUser } from '@/lib/acts/users/suspend'
import type { Context } from '@/lib/context'
import { issueSetupToken } from '@/lib/jobs/setup-token'
import { granted } from './outcome'
import { challengerOf, memberOf, Person } from './person'
import { openWorld, type World } from './world'

type PersonOptions = {
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

const names = ['Ben Okafor', 'Chloé Martin', 'Dmitri Weiss', 'Eun-ji Park', 'Fatima Haddad', 'Gita Rao']

let people = 0

/** Nobody's name and no common password. */
const newPassword = () => `violet harbour stapler ${++people}`

/** An organization with its first admin, and whoever is added to it. */
export class Organization {
  readonly world: World
  readonly id: string
  readonly name: string
  readonly admin: Person
  #admin: Admin
  #added = 0

  constructor(world: World, name: string, person: Person, admin: Admin) {
    this.world = world
    this.name = name
    this.id = admin.organizationId
    this.admin = person
    this.#admin = admin
  }

  get ctx(): Context {
    return this.world.ctx
  }

  /** The first admin, signed in anew where the session of before is over. */
  async asAdmin(): Promise<Admin> {
    this.#admin = (await this.#stillSignedIn()) ?? (await this.admin.signInAsAdmin())
    return this.#admin
  }

  agent(options: PersonOptions = {}): Promise<Person> {
    return this.#add('agent', options)
  }

  anotherAdmin(options: PersonOptions = {}): Promise<Person> {
    return this.#add('admin', options)
  }

  async #stillSignedIn(): Promise<Admin | null> {
    const { sessions } = this.world.db.tables
    const live = await this.world.db.read
      .select({ id: sessions.id, end: sessions.idleExpiresAt })
      .from(sessions)
    const now = this.world.clock.now()
    return live.some(({ id, end }) => id === this.#admin.sessionId && end > now) ? this.#admin : null
  }

  async #add(role: 'agent' | 'admin', options: PersonOptions): Promise<Person> {
    const { ctx } = this
    const n = ++this.#added
    const name = options.name ?? names[n - 1] ?? `Agent ${n}`
    const email = options.email ?? `${role}${n}@example.com`
    const twoFactorRequired = options.required ?? false
    const added = granted(await addUser(ctx, await this.asAdmin(), { name, email, role, twoFactorRequired }))
    const person = new Person(this.world, { id: added.userId, name, email, password: newPassword() })
    person.invitation = added.invitation
    if (options.invited) return person

    const { password } = person
    const joined = granted(await acceptInvitation(ctx, { token: added.invitation, password }))
    if (options.enrolled && joined.step === 'enrollment')
      await person.enrollAtSignIn(await challengerOf(ctx, joined))
    else if (options.enrolled) await person.enroll()
    if (options.suspended) granted(await suspendUser(ctx, await this.asAdmin(), { userId: person.id }))
    return person
  }

  /** Demands 2FA of someone, or lifts that. */
  async require(person: Person, required = true, signOut = true): Promise<void> {
    granted(await requireTwoFactor(this.ctx, await this.asAdmin(), { userId: person.id, required, signOut }))
  }
}

/** Sets an organization up as on the first run, in a world of its own, and signs its admin in. */
export async function organization(name = 'Acme Freight', world?: World): Promise<Organization> {
  const here = world ?? (await openWorld())
  const { ctx } = here
  const token = await issueSetupToken(ctx)
  if (!token) throw new Error('This world is set up already.')
  const input = { name: 'Ada Lindqvist', email: 'ada@example.com', password: newPassword() }
  const { ticket, userId } = granted(await setUpOrganization(ctx, { token, organization: name, ...input }))
  const session = granted(await redeemTicket(ctx, ticket ?? '', 'web'))
  const admin = mintAdmin(await memberOf(ctx, session.token))
  if (!admin) throw new Error('The first person of an organization is its admin.')
  return new Organization(here, name, new Person(here, { id: userId, ...input }), admin)
}
