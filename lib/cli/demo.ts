import { eq } from 'drizzle-orm'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { addOperator } from '@/lib/acts/operators/add'
import { setUpOrganization } from '@/lib/acts/organizations/set-up'
import { savePolicy } from '@/lib/acts/policy/save'
import { askForRecovery } from '@/lib/acts/recovery/ask'
import { confirmRequest } from '@/lib/acts/recovery/confirm'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { confirmEnrollment, finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { addUser } from '@/lib/acts/users/add'
import { suspendUser } from '@/lib/acts/users/suspend'
import { runErrands } from '@/lib/jobs/errands'
import { issueSetupToken } from '@/lib/jobs/setup-token'
import * as words from '@/lib/messages/console/demo'
import { findChallenge } from '@/lib/queries/challenges'
import { showEnrollment } from '@/lib/queries/enrollment'
import { previewPolicy } from '@/lib/queries/policy/find'
import { findSession } from '@/lib/queries/sessions/find'
import { isSetUp } from '@/lib/queries/setup'
import type { PasswordAccepted } from '@/lib/records/challenges/challenge'
import { issueLink } from '@/lib/records/links/link'
import { currentCode } from '@/lib/totp/totp'
import { type Admin, type Console, mintAdmin, mintChallenger, mintMember, type Person } from '../actors'
import type { Context } from '../context'
import { days, later } from '../duration'
import { type Command, UsageError } from './command'
import { addApps, makeGroup, makeKey } from './demo-apps'
import { must } from './must'

/** Where they all seem to have signed in from (an address for documentation, RFC 5737). */
const firefox = {
  address: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
}

const password = 'wet paint on the stairs'
const organization = 'Picky & Söhne'

/**
 * An organization to look at: two admins and five agents in every interesting state, with groups, apps and API keys, an
 * operator, a recovery request that waits for them, and a policy with a date. Only in an empty data folder.
 */
export const demo: Command = {
  about: words.about,
  async run({ open, say, console, settings }) {
    const ctx = await open()
    const address = (path: string) => new URL(path, settings.appUrl).href
    say(words.where(address('/sign-in')), { address: address('/sign-in') })
    if (await isSetUp(ctx)) {
      say(words.asYouLeftIt(password))
      return
    }
    say(words.everyonesPassword(password))
    say(words.typeTheKey)
    await create({ ...ctx, origin: firefox }, console, address, (email, state, facts = {}) => {
      const more = Object.entries(facts).map(([name, value]) => `   ${name}: ${value}`)
      say(`  ${email.padEnd(21)} ${state}${more.join('')}`, { email, state, ...facts })
    })
  },
}

type Tell = (email: string, state: string, facts?: Record<string, string>) => void

async function create(
  ctx: Context,
  console: Console,
  address: (path: string) => string,
  tell: Tell,
): Promise<void> {
  const token = await issueSetupToken(ctx)
  if (!token) throw new UsageError(words.notEmpty)
  const accepted = must(
    await setUpOrganization(ctx, {
      ...{ token, password },
      ...{ organization, name: 'Maria Admin', email: 'maria@example.com' },
    }),
  )
  const maria = await signedIn(ctx, accepted)
  const admin = mintAdmin(maria)
  if (!admin) throw new Error('The first person is no admin.')
  await makeKey(ctx, admin, {
    ...{ name: 'Audit log export', days: 365, password },
    allowed: ['audit:read'],
  })
  tell('maria@example.com', words.states.maria, { 'setup key': await enroll(ctx, maria) })

  const arun = await join(ctx, admin, 'Arun Nair', 'arun@example.com')
  const key = await enroll(ctx, await signedIn(ctx, arun))
  tell('arun@example.com', words.states.arun, { 'setup key': key })

  const bea = await join(ctx, admin, 'Bea Lindqvist', 'bea@example.com')
  must(await requireTwoFactor(ctx, admin, { userId: bea.userId, required: true, signOut: true }))
  tell('bea@example.com', words.states.bea)

  await join(ctx, admin, 'Chidi Okafor', 'chidi@example.com')
  tell('chidi@example.com', words.states.chidi)

  const dana = await join(ctx, admin, 'Dana Weiss', 'dana@example.com')
  must(await suspendUser(ctx, admin, { userId: dana.userId }))
  tell('dana@example.com', words.states.dana)

  const ewa = await addUser(ctx, admin, {
    ...{ name: 'Ewa Kowalska', email: 'ewa@example.com' },
    ...{ role: 'agent', twoFactorRequired: true },
  })
  const link = address(`/invitation/${must(ewa).invitation}`)
  tell('ewa@example.com', words.states.ewa, { link })

  await addOmar(ctx, console, tell)
  const frida = await join(ctx, admin, 'Frida Holm', 'frida@example.com', 'admin')
  const fridaSignedIn = await signedIn(ctx, frida)
  const other = mintAdmin(fridaSignedIn)
  if (!other) throw new Error('Frida is no admin.')
  await makeKey(ctx, other, {
    ...{ name: 'Nightly sync', days: 90, password },
    allowed: ['users:read', 'users:write', 'groups:read', 'groups:write'],
  })
  await enroll(ctx, fridaSignedIn)
  await askToRecover(ctx, frida.userId, 'frida@example.com')
  tell('frida@example.com', words.states.frida)

  const description = 'Answers customers by phone and email'
  await makeGroup(ctx, admin, { name: 'Night shift' }, [arun.userId, bea.userId])
  await addApps(ctx, admin, {
    support: await makeGroup(ctx, admin, { name: 'Support', description }, [arun.userId, bea.userId]),
    finance: await makeGroup(ctx, admin, { name: 'Finance' }, [frida.userId]),
  })
  await setPolicy(ctx, admin)
}

/** Everyone must have it from 18:00 UTC on, in a week. */
async function setPolicy(ctx: Context, admin: Admin): Promise<void> {
  const rule = { who: 'everyone' as const, groupIds: [] }
  const { mark } = await previewPolicy(ctx, admin, rule)
  const day = later(ctx.now(), days(7)).toISOString().slice(0, 10)
  const hour = { from: 'on-date' as const, date: `${day}T18:00` }
  const rest = { sessions: 'end' as const, newPeople: true, shown: mark, organization }
  must(await savePolicy(ctx, admin, { ...rule, ...hour, ...rest }))
}

/** Someone who supports this server, joined and enrolled. */
async function addOmar(ctx: Context, console: Console, tell: Tell): Promise<void> {
  const email = 'omar@example.com'
  const { invitation } = must(await addOperator(ctx, console, { email, name: 'Omar Support' }))
  const joined = must(await acceptInvitation(ctx, { token: invitation, password }))
  const challenge = await findChallenge(ctx, joined.token, 'web')
  if (!challenge) throw new Error('A challenge that was just opened is not there.')
  const challenger = mintChallenger(challenge)
  const { setupKey } = must(await startEnrollment(ctx, challenger))
  must(await finishWithEnrollment(ctx, challenger, { code: currentCode(setupKey, ctx.now()) }))
  tell(email, words.states.omar, { 'setup key': setupKey })
}

/** A recovery request, asked for and confirmed. */
async function askToRecover(ctx: Context, userId: string, email: string): Promise<void> {
  const story = 'My phone fell into the harbour, and the recovery codes were in it. Call me: +1 555 0100.'
  must(await askForRecovery(ctx, { email, organization, story }))
  await runErrands(ctx)
  const { recoveryRequests } = ctx.db.tables
  const [request] = await ctx.db.read
    .select({ id: recoveryRequests.id })
    .from(recoveryRequests)
    .where(eq(recoveryRequests.userId, userId))
  if (!request) throw new Error('A recovery request that was just made is not there.')
  // The link is in a letter, which no one reads here: another one in its place.
  const token = await ctx.db.write((tx) =>
    issueLink(tx, ctx, { purpose: 'recovery-confirm', userId, email, requestId: request.id }),
  )
  must(await confirmRequest(ctx, { token }))
}

async function join(
  ctx: Context,
  admin: Admin,
  name: string,
  email: string,
  role: 'agent' | 'admin' = 'agent',
) {
  const added = must(await addUser(ctx, admin, { name, email, role, twoFactorRequired: false }))
  return must(await acceptInvitation(ctx, { token: added.invitation, password }))
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
