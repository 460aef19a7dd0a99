import { expect, test } from 'vitest'
import { changePassword } from '@/lib/acts/passwords/change'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { beginReplacement } from '@/lib/acts/two-factor/begin-replacement'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { minutes } from '@/lib/duration'
import { showEnrollment } from '@/lib/queries/enrollment'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { findSession } from '@/lib/queries/sessions/find'
import { twoFactorState } from '@/lib/queries/two-factor'
import { beforeWrite } from '../../support/world/interleave'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditEvents, openThings, userRow } from '../../support/world/rows'

test('the password alone turns it off, deletes the recovery codes and ends everything else', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const other = await agent.openSession()
  const member = await agent.signIn()
  await agent.enterPassword()
  expect(codeOf(await disableTwoFactor(org.ctx, member, { password: agent.password }))).toBe('ok')
  expect(await twoFactorState(org.ctx, member)).toEqual({
    ...{ enabled: false, required: false, requiredFrom: null, byName: null, since: null },
    ...{ recoveryCodesLeft: 0, authenticators: 0, passkeys: 0, onlyPasskeys: false },
  })
  expect(await shownCodes(org.ctx, member)).toBeNull()
  expect(await findSession(org.ctx, other.token)).toBeNull()
  expect(await openThings(org.ctx, agent.id)).toEqual({ sessions: 1, challenges: 0 })
  expect(granted(await agent.enterPassword()).step).toBe('none')
  expect(await auditEvents(org.ctx, org.id)).toContain('two-factor.disabled')
})

test('a wrong password changes nothing, and after some of them even the right one waits', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  for (let n = 0; n < 6; n++)
    expect(codeOf(await disableTwoFactor(org.ctx, member, { password: 'wrong' }))).toBe('password-wrong')
  const { password } = agent
  expect(codeOf(await disableTwoFactor(org.ctx, member, { password }))).toBe('too-many-attempts')
  expect((await twoFactorState(org.ctx, member)).enabled).toBe(true)
})

test('while the organization requires it, it is refused by any path', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true, required: true })
  const member = await agent.signIn()
  const before = await userRow(org.ctx, agent.id)
  const answer = await disableTwoFactor(org.ctx, member, { password: agent.password })
  expect(codeOf(answer)).toBe('required-by-organization')
  expect(await userRow(org.ctx, agent.id)).toEqual(before)
})

test('who was made free again may turn it off', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true, required: true })
  const member = await agent.signIn()
  await org.require(agent, false)
  expect((await twoFactorState(org.ctx, member)).enabled).toBe(true)
  expect(codeOf(await disableTwoFactor(org.ctx, member, { password: agent.password }))).toBe('ok')
})

test('a requirement that comes while the password is compared wins', async () => {
  const org = await organization()
  for (const signOut of [true, false]) {
    const agent = await org.agent({ enrolled: true })
    const member = await agent.signIn()
    const admin = await org.asAdmin()
    const raced = beforeWrite(org.ctx, 3, async () =>
      granted(await requireTwoFactor(org.ctx, admin, { userId: agent.id, required: true, signOut })),
    )
    const answer = codeOf(await disableTwoFactor(raced, member, { password: agent.password }))
    expect(answer).toBe(signOut ? 'session-over' : 'required-by-organization')
    expect((await userRow(org.ctx, agent.id)).authenticatorSecret).not.toBeNull()
  }
})

test('required and turned off at the same moment: never required, off and still signed in', {
  timeout: minutes(2),
}, async () => {
  const org = await organization()
  const agents = []
  for (let n = 0; n < 10; n++) agents.push(await org.agent({ enrolled: true }))
  const admin = await org.asAdmin()
  for (const agent of agents) {
    const session = await agent.openSession()
    const member = await agent.signIn()
    await Promise.all([
      disableTwoFactor(org.ctx, member, { password: agent.password }),
      requireTwoFactor(org.ctx, admin, { userId: agent.id, required: true, signOut: true }),
    ])
    const row = await userRow(org.ctx, agent.id)
    expect(row.twoFactorRequired).toBe(true)
    if (row.authenticatorSecret === null) expect(await findSession(org.ctx, session.token)).toBeNull()
    expect((await openThings(org.ctx, agent.id)).sessions).toBe(0)
  }
})

test('what is off cannot be turned off, nor its authenticator replaced', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.signIn()
  const { password } = agent
  expect(codeOf(await disableTwoFactor(org.ctx, member, { password }))).toBe('two-factor-off')
  expect(codeOf(await beginReplacement(org.ctx, member, { password, code: '123456' }))).toBe('two-factor-off')
})

test('from a session that has ended, or with a password that changes meanwhile, nothing is turned off', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const ended = await agent.signIn()
  const { password } = agent
  const member = await agent.signIn()
  const newPassword = 'seven brown teapots'
  const raced = beforeWrite(org.ctx, 3, async () =>
    granted(await changePassword(org.ctx, member, { password, newPassword })),
  )
  expect(codeOf(await disableTwoFactor(raced, member, { password }))).toBe('session-over')
  expect(codeOf(await disableTwoFactor(org.ctx, ended, { password: newPassword }))).toBe('session-over')
  expect((await userRow(org.ctx, agent.id)).authenticatorSecret).not.toBeNull()
})

test('turning it off takes a setup key back that was on show', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  const { password } = agent
  granted(await beginReplacement(org.ctx, member, { password, code: agent.nextRecoveryCode() }))
  const shown = await showEnrollment(org.ctx, member)
  granted(await disableTwoFactor(org.ctx, member, { password }))
  expect(await showEnrollment(org.ctx, member)).toBeNull()
  granted(await beginEnrollment(org.ctx, member, { password }))
  expect((await showEnrollment(org.ctx, member))?.setupKey).not.toBe(shown?.setupKey)
})
