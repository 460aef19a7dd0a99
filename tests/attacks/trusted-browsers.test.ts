import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Member } from '@/lib/actors'
import { changePassword } from '@/lib/acts/passwords/change'
import { endOtherSessions } from '@/lib/acts/sessions/end-others'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { beginReplacement } from '@/lib/acts/two-factor/begin-replacement'
import { confirmEnrollment } from '@/lib/acts/two-factor/confirm'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { changeRole } from '@/lib/acts/users/change-role'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { newToken } from '@/lib/crypto/token'
import { days } from '@/lib/duration'
import { sweep } from '@/lib/jobs/sweep'
import { showEnrollment } from '@/lib/queries/enrollment'
import { Authenticator } from '../support/world/authenticator'
import { operatorOf } from '../support/world/operator'
import { type Organization, organization } from '../support/world/organization'
import { granted } from '../support/world/outcome'
import type { Person } from '../support/world/person'
import { plantUser, userRow } from '../support/world/rows'
import { letsIn, letTrust, trusting } from '../support/world/trusting'

type Scene = { org: Organization; agent: Person; token: string; member: Member }

async function scene(): Promise<Scene> {
  const org = await organization()
  await letTrust(org, { admins: true })
  const agent = await org.agent({ enrolled: true })
  const { token, member } = await trusting(org, agent)
  expect(await letsIn(org, agent, token)).toBe(true)
  return { org, agent, token, member }
}

const factorsOf = async ({ password, phone }: Person) => ({ password, code: await phone.nextCode() })

/** What has to end the trust in a copied cookie, whoever does it. */
const endings: Record<string, (scene: Scene) => Promise<unknown>> = {
  async 'a new password'({ org, agent, member }) {
    const newPassword = 'seven crates of marmalade'
    granted(await changePassword(org.ctx, member, { password: agent.password, newPassword }))
    agent.password = newPassword
  },
  async 'a new authenticator'({ org, agent, member }) {
    granted(await beginReplacement(org.ctx, member, await factorsOf(agent)))
    const shown = await showEnrollment(org.ctx, member)
    agent.phone = Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock })
    granted(await confirmEnrollment(org.ctx, member, { code: await agent.phone.nextCode() }))
  },
  'new recovery codes': async ({ org, agent, member }) =>
    granted(await renewRecoveryCodes(org.ctx, member, await factorsOf(agent))),
  'signing out everywhere else': ({ org, member }) => endOtherSessions(org.ctx, member),
  'signed out by an admin': async ({ org, agent }) =>
    granted(await signOutUser(org.ctx, await org.asAdmin(), { userId: agent.id })),
  async 'required by name, without signing out'({ org, agent }) {
    const input = { userId: agent.id, required: true, signOut: false }
    granted(await requireTwoFactor(org.ctx, await org.asAdmin(), input))
  },
  async 'required by name, signed out'({ org, agent }) {
    const input = { userId: agent.id, required: true, signOut: true }
    granted(await requireTwoFactor(org.ctx, await org.asAdmin(), input))
  },
  'another role': async ({ org, agent }) =>
    granted(await changeRole(org.ctx, await org.asAdmin(), { userId: agent.id, role: 'admin' })),
  async 'suspended, and back again'({ org, agent }) {
    granted(await suspendUser(org.ctx, await org.asAdmin(), { userId: agent.id }))
    granted(await reactivateUser(org.ctx, await org.asAdmin(), { userId: agent.id }))
  },
  async 'reset, and enrolled again'({ org, agent }) {
    granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: agent.id }))
    await agent.enroll()
  },
}

test.each(Object.keys(endings))('a copied cookie after %s: the code is asked for', async (name) => {
  const found = await scene()
  await endings[name]?.(found)
  expect(await letsIn(found.org, found.agent, found.token)).toBe(false)
  const { trustedBrowsers } = found.org.ctx.db.tables
  const left = await found.org.ctx.db.read
    .select()
    .from(trustedBrowsers)
    .where(eq(trustedBrowsers.userId, found.agent.id))
  expect(left).toEqual([])
})

test('a cookie moved to another person, or made up: the code is asked for', async () => {
  const { org, token } = await scene()
  const colleague = await org.agent({ enrolled: true })
  expect(await letsIn(org, colleague, token)).toBe(false)
  expect(await letsIn(org, colleague, newToken())).toBe(false)
})

test('a cookie without the password, and with a wrong one: nothing', async () => {
  const { org, agent, token } = await scene()
  const wrong = { email: agent.email, password: 'not the right one at all', trustToken: token }
  expect(await signInWithPassword(org.ctx, wrong, 'web')).toMatchObject({ code: 'credentials-wrong' })
})

test('older than its time with the clock put back: swept, used later, or made later, it stays dead', async () => {
  const { org, agent, token } = await scene()
  // Used three days later; then the clock goes back to before that, and to before it was trusted.
  await org.world.clock.pass(days(3))
  expect(await letsIn(org, agent, token)).toBe(true)
  await org.world.clock.pass(-days(1))
  expect(await letsIn(org, agent, token)).toBe(false)
  await org.world.clock.pass(-days(3))
  expect(await letsIn(org, agent, token)).toBe(false)
  await org.world.clock.pass(days(1) + days(30))
  await sweep(org.ctx)
  await org.world.clock.pass(-days(20))
  expect(await letsIn(org, agent, token)).toBe(false)
})

test('from before a password or factor changed, whoever forgot to end it: the code is asked for', async () => {
  const { org, agent, token } = await scene()
  const { credentialVersion } = await userRow(org.ctx, agent.id)
  await plantUser(org.ctx, agent.id, { credentialVersion: credentialVersion + 1 })
  expect(await letsIn(org, agent, token)).toBe(false)
})

test('trusting with a wrong code, without a code, or a spent challenge: no browser is trusted', async () => {
  const org = await organization()
  await letTrust(org)
  const agent = await org.agent({ enrolled: true })
  const token = newToken()
  const challenger = await agent.challenge()
  const wrong = { code: await agent.phone.wrongCode() }
  expect(await finishWithCode(org.ctx, challenger, wrong, 'ticket', { trusted: token })).toMatchObject({
    ok: false,
  })
  expect(await letsIn(org, agent, token)).toBe(false)
  const code = await agent.phone.nextCode()
  granted(await finishWithCode(org.ctx, challenger, { code }, 'ticket'))
  const again = await finishWithCode(org.ctx, challenger, { code }, 'ticket', { trusted: token })
  expect(again).toMatchObject({ code: 'challenge-over' })
  expect(await letsIn(org, agent, token)).toBe(false)
})

test('an operator can have no browser trusted, whatever stands in the database', async () => {
  const org = await organization()
  const { operator, person } = await operatorOf(org.world)
  const { organizations } = org.ctx.db.tables
  await org.ctx.db.write((tx) => tx.update(organizations).set({ trustDays: 30, trustAdmins: true }))
  expect(operator.role).toBe('operator')
  const { token } = await trusting(org, person)
  expect(await letsIn(org, person, token)).toBe(false)
})

test('over the token API it stands in for nothing', async () => {
  const { org, agent, token } = await scene()
  const input = { email: agent.email, password: agent.password, trustToken: token, deviceToken: token }
  expect(granted(await signInWithPassword(org.ctx, input, 'api')).ticket).toBe(null)
})

test('two sign-ins at once, while it is being forgotten: none is left half open', async () => {
  const { org, agent, token, member } = await scene()
  const [first, second] = await Promise.all([
    letsIn(org, agent, token),
    letsIn(org, agent, token),
    endOtherSessions(org.ctx, member),
  ])
  expect(typeof first === 'boolean' && typeof second === 'boolean').toBe(true)
  const { sessions, trustedBrowsers } = org.ctx.db.tables
  const left = await org.ctx.db.read.select().from(trustedBrowsers)
  expect(left).toEqual([])
  expect(await letsIn(org, agent, token)).toBe(false)
  expect(
    await org.ctx.db.read
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.userId, agent.id), eq(sessions.id, member.sessionId))),
  ).toHaveLength(1)
})
