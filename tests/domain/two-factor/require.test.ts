import { expect, test } from 'vitest'
import { liftOwnRequirement } from '@/lib/acts/two-factor/lift-own'
import { requireInput, requireTwoFactor } from '@/lib/acts/two-factor/require'
import { changeRole } from '@/lib/acts/users/change-role'
import { days, hours } from '@/lib/duration'
import { findSession } from '@/lib/queries/sessions/find'
import { twoFactorState } from '@/lib/queries/two-factor'
import { LiveSession } from '../../support/world/live-session'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail, openThings, userRow } from '../../support/world/rows'

test('requiring it signs the person out at once and asks at the next sign-in', async () => {
  const org = await organization()
  const agent = await org.agent()
  const session = await agent.openSession()
  await org.require(agent)
  expect(await findSession(org.ctx, session.token)).toBeNull()
  expect(await openThings(org.ctx, agent.id)).toEqual({ sessions: 0, challenges: 0 })
  expect(granted(await agent.enterPassword()).step).toBe('enrollment')
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'two-factor.required',
    actor: { email: org.admin.email },
    subject: { email: agent.email },
    detail: { signedOut: true },
  })
})

test('unless the admin unticks it: then open sessions go on for a day at most', async () => {
  const org = await organization()
  const agent = await org.agent()
  const web = await agent.openSession()
  const mobile = new LiveSession(org.ctx, await agent.openSession({ channel: 'api', kind: 'mobile' }))
  await org.require(agent, true, false)
  expect(await findSession(org.ctx, web.token)).not.toBeNull()
  expect(granted(await agent.enterPassword()).step).toBe('enrollment')
  org.world.clock.pass(hours(24) - 1)
  expect(await mobile.use()).toBe(true)
  org.world.clock.pass(1)
  expect(await mobile.use()).toBe(false)
})

test('a session that would end sooner is not prolonged', async () => {
  const org = await organization()
  const admin = await org.anotherAdmin()
  const session = await admin.openSession()
  await org.require(admin, true, false)
  for (let half = 0; half < 24; half++) {
    org.world.clock.pass(hours(0.5) - 1)
    await findSession(org.ctx, session.token)
  }
  expect(await findSession(org.ctx, session.token)).not.toBeNull()
  org.world.clock.pass(hours(0.25))
  expect(await findSession(org.ctx, session.token)).toBeNull()
})

test('lifting it leaves an enrolled person enrolled', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true, required: true })
  const member = await agent.signIn()
  await org.require(agent, false)
  expect(await twoFactorState(org.ctx, member)).toMatchObject({ enabled: true, required: false })
  expect((await auditTrail(org.ctx, org.id)).at(-1)?.event).toBe('two-factor.requirement-lifted')
})

test('saving what is already so changes and records nothing', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true, required: true })
  const entries = (await auditTrail(org.ctx, org.id)).length
  await org.require(agent)
  expect(await auditTrail(org.ctx, org.id)).toHaveLength(entries)
})

test('an admin may require it of themselves, but lifting it asks for both factors', async () => {
  const org = await organization()
  await org.admin.enroll()
  const self = { userId: org.admin.id, signOut: false }
  granted(await requireTwoFactor(org.ctx, await org.asAdmin(), { ...self, required: true }))
  const admin = await org.asAdmin()
  expect(codeOf(await requireTwoFactor(org.ctx, admin, { ...self, required: false }))).toBe('proof-needed')

  const { password, phone } = org.admin
  const lift = async (typed: { password: string; code: string }) =>
    codeOf(await liftOwnRequirement(org.ctx, admin, typed))
  expect(await lift({ password: 'wrong', code: await phone.nextCode() })).toBe('password-wrong')
  expect(await lift({ password, code: await phone.wrongCode() })).toBe('code-wrong')
  expect((await userRow(org.ctx, org.admin.id)).twoFactorRequired).toBe(true)
  expect(await lift({ password, code: await phone.nextCode() })).toBe('ok')
  expect((await userRow(org.ctx, org.admin.id)).twoFactorRequired).toBe(false)
})

test('another admin may lift it, and that is recorded', async () => {
  const org = await organization()
  const other = await org.anotherAdmin({ required: true, enrolled: true })
  await org.require(other, false)
  expect((await userRow(org.ctx, other.id)).twoFactorRequired).toBe(false)
})

test('whoever is no admin any more requires and lifts nothing', async () => {
  const org = await organization()
  const agent = await org.agent()
  const other = await org.anotherAdmin({ enrolled: true, required: true })
  const stale = await other.signInAsAdmin()
  granted(await changeRole(org.ctx, await org.asAdmin(), { userId: other.id, role: 'agent' }))
  const input = { userId: agent.id, required: true, signOut: true }
  expect(codeOf(await requireTwoFactor(org.ctx, stale, input))).toBe('user-unknown')
  const both = { password: other.password, code: await other.phone.nextCode() }
  expect(codeOf(await liftOwnRequirement(org.ctx, stale, both))).toBe('user-unknown')
  expect((await userRow(org.ctx, other.id)).twoFactorRequired).toBe(true)
})

test('nobody is required who is not there; more keys than there are, are errors', async () => {
  const org = await organization()
  const input = { userId: 'nobody', required: true, signOut: true }
  expect(codeOf(await requireTwoFactor(org.ctx, await org.asAdmin(), input))).toBe('user-unknown')
  expect(requireInput.safeParse({ ...input, organizationId: org.id }).success).toBe(false)
  expect(requireInput.safeParse({ ...input, required: 'on' }).success).toBe(false)
})

test('a requirement of yesterday does not limit sessions of today', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true, enrolled: true })
  const mobile = new LiveSession(org.ctx, await agent.openSession({ channel: 'api', kind: 'mobile' }))
  org.world.clock.pass(days(6))
  expect(await mobile.use()).toBe(true)
})

test('who requires it of themselves stays signed in for a day at most, and is asked at the next sign-in', async () => {
  const org = await organization()
  const { token } = await org.admin.openSession({ channel: 'api', kind: 'mobile' })
  const admin = await org.asAdmin()
  const input = { userId: org.admin.id, required: true, signOut: true }
  expect(codeOf(await requireTwoFactor(org.ctx, admin, input))).toBe('ok')
  expect(await findSession(org.ctx, token)).not.toBeNull()
  expect((await auditTrail(org.ctx, org.id)).at(-1)?.detail).toEqual({ signedOut: false })
  expect(granted(await org.admin.enterPassword()).step).toBe('enrollment')
})
