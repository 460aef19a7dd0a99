import { type Admin, mintAdmin, mintMember, type Person } from '../actors'
import type { Context } from '../context'
import { isSetUp, issueSetupToken, setUpOrganization } from '../organizations/setup'
import type { Result } from '../result'
import { findSession } from '../sessions/session'
import type { PasswordAccepted } from '../sign-in/password'
import { redeemTicket } from '../sign-in/ticket'
import { beginEnrollment } from '../two-factor/begin'
import { confirmEnrollment } from '../two-factor/confirm'
import { showEnrollment } from '../two-factor/enrollment'
import { requireTwoFactor } from '../two-factor/require'
import { currentCode } from '../two-factor/totp'
import { addUser } from '../users/add'
import { acceptInvitation } from '../users/invitation'
import { suspendUser } from '../users/status'
import { type Command, UsageError } from './command'

/** Where they all seem to have signed in from (an address for documentation, RFC 5737). */
const firefox = {
  address: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
}

const password = 'wet paint on the stairs'

/** An organization to look at: an admin and five agents, in every interesting state. Only in an empty data folder. */
export const demo: Command = {
  about: 'Makes an organization to look at, in an empty data folder.',
  usage: '',
  async run({ open }) {
    const ctx = await open()
    if (await isSetUp(ctx)) {
      console.log('The demo organization is there already.')
      return
    }
    await create({ ...ctx, origin: firefox })
  },
}

async function create(ctx: Context): Promise<void> {
  const token = await issueSetupToken(ctx)
  if (!token) throw new UsageError('This data folder holds an organization. Set DATA_DIR to another one.')
  const accepted = must(
    await setUpOrganization(ctx, {
      ...{ token, password },
      organization: 'Picky & Söhne',
      name: 'Maria Admin',
      email: 'maria@example.com',
    }),
  )
  const maria = await signedIn(ctx, accepted)
  const admin = mintAdmin(maria)
  if (!admin) throw new Error('The first person is no admin.')
  say('maria@example.com', 'admin, two-factor on', await enroll(ctx, maria))

  const arun = await agent(ctx, admin, 'Arun Nair', 'arun@example.com')
  say('arun@example.com', 'two-factor on, by choice', await enroll(ctx, await signedIn(ctx, arun)))

  await agent(ctx, admin, 'Bea Lindqvist', 'bea@example.com', true)
  say('bea@example.com', 'required, will scan the QR code at the next sign-in')

  await agent(ctx, admin, 'Chidi Okafor', 'chidi@example.com')
  say('chidi@example.com', 'two-factor off')

  const dana = await agent(ctx, admin, 'Dana Weiss', 'dana@example.com')
  must(await suspendUser(ctx, admin, { userId: dana.userId }))
  say('dana@example.com', 'suspended')

  const ewa = await addUser(ctx, admin, {
    ...{ name: 'Ewa Kowalska', email: 'ewa@example.com' },
    ...{ role: 'agent', twoFactorRequired: true },
  })
  console.log(`  ewa@example.com       invited: /invitation/${must(ewa).invitation}`)
}

async function agent(ctx: Context, admin: Admin, name: string, email: string, required = false) {
  const added = must(await addUser(ctx, admin, { name, email, role: 'agent', twoFactorRequired: false }))
  const joined = must(await acceptInvitation(ctx, { token: added.invitation, password }))
  if (required) must(await requireTwoFactor(ctx, admin, { userId: added.userId, required, signOut: true }))
  return joined
}

async function signedIn(ctx: Context, accepted: PasswordAccepted): Promise<Person> {
  const session = must(await redeemTicket(ctx, accepted.ticket ?? '', 'web'))
  const person = await findSession(ctx, session.token)
  if (!person) throw new Error('A session that was just opened is not there.')
  return person
}

async function enroll(ctx: Context, person: Person): Promise<string> {
  const member = mintMember(person)
  must(await beginEnrollment(ctx, member, { password }))
  const enrollment = await showEnrollment(ctx, member)
  if (!enrollment) throw new Error('A setup key that was just made is not there.')
  must(await confirmEnrollment(ctx, member, { code: currentCode(enrollment.setupKey, ctx.now()) }))
  return enrollment.setupKey
}

function say(email: string, state: string, setupKey?: string): void {
  console.log(
    `  ${email.padEnd(21)} password: ${password}   ${state}${setupKey ? `   setup key: ${setupKey}` : ''}`,
  )
}

function must<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(`The demo could not be made: ${result.code}.`)
  return result.value
}
