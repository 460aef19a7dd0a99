import { expect, test } from 'vitest'
import { changePassword, changePasswordInput } from '@/lib/acts/passwords/change'
import { endOwnSession } from '@/lib/acts/sessions/end-own'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { minutes, seconds } from '@/lib/duration'
import { showEnrollment } from '@/lib/queries/enrollment'
import { findSession } from '@/lib/queries/sessions/find'
import { provePassword } from '@/lib/records/passwords/prove'
import { beforeWrite } from '../../support/world/interleave'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditEvents, openThings } from '../../support/world/rows'

const newPassword = 'seven brown teapots'

test('the new password signs in, the old one no more; everything but this session ends', async () => {
  const org = await organization()
  const agent = await org.agent()
  const other = await agent.openSession({ channel: 'api', kind: 'mobile' })
  await agent.enterPassword()
  const here = await agent.openSession()
  const member = await agent.signIn()
  expect(codeOf(await changePassword(org.ctx, member, { password: agent.password, newPassword }))).toBe('ok')
  expect(await findSession(org.ctx, other.token)).toBeNull()
  expect(await findSession(org.ctx, here.token)).toBeNull()
  expect(await openThings(org.ctx, agent.id)).toEqual({ sessions: 1, challenges: 0 })
  expect(codeOf(await agent.enterPassword())).toBe('credentials-wrong')
  expect(codeOf(await agent.enterPassword(newPassword))).toBe('ok')
  expect(await auditEvents(org.ctx, org.id)).toContain('password.changed')
})

test('a wrong, a common and a personal password are refused', async () => {
  const org = await organization()
  const agent = await org.agent({ name: 'Maximilian Featherstone' })
  const member = await agent.signIn()
  const change = async (password: string, chosen: string) =>
    codeOf(await changePassword(org.ctx, member, { password, newPassword: chosen }))
  expect(await change('wrong', newPassword)).toBe('password-wrong')
  expect(await change(agent.password, 'passwordpassword')).toBe('password-common')
  expect(await change(agent.password, 'featherstone2026')).toBe('password-personal')
  expect(codeOf(await agent.enterPassword())).toBe('ok')
  expect(changePasswordInput.safeParse({ password: 'x', newPassword: 'short' }).success).toBe(false)
})

test('the sixth wrong password makes the seventh wait: 15 seconds, doubling, a quarter of an hour at most', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.signIn()
  const prove = (password: string) => provePassword(org.ctx, member, password)
  for (let n = 0; n < 6; n++) expect(codeOf(await prove('wrong'))).toBe('password-wrong')
  for (const delay of [15, 30, 60, 120, 240, 480, 900, 900]) {
    const refused = await prove(agent.password)
    expect(refused.ok || refused.detail.retryAt).toEqual(new Date(org.ctx.now().getTime() + seconds(delay)))
    org.world.clock.pass(seconds(delay))
    await prove('wrong')
  }
  org.world.clock.pass(minutes(15))
  expect(codeOf(await prove(agent.password))).toBe('ok')
})

test('wrong passwords at sign-in do not keep a signed-in person from proving theirs, nor the reverse', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.signIn()
  for (let n = 0; n < 7; n++) await agent.enterPassword('wrong')
  expect(codeOf(await agent.enterPassword())).toBe('too-many-attempts')
  expect(codeOf(await provePassword(org.ctx, member, agent.password))).toBe('ok')
  org.world.clock.pass(minutes(61))
  for (let n = 0; n < 7; n++) await provePassword(org.ctx, member, 'wrong')
  expect(codeOf(await agent.enterPassword())).toBe('ok')
  const { password } = agent
  expect(codeOf(await changePassword(org.ctx, member, { password, newPassword }))).toBe('too-many-attempts')
})

test('from a session that ended meanwhile, or after another change, nothing changes', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { password } = agent
  const member = await agent.signIn()
  const ended = beforeWrite(org.ctx, 3, () => endOwnSession(org.ctx, member, { sessionId: member.sessionId }))
  expect(codeOf(await changePassword(ended, member, { password, newPassword }))).toBe('session-over')
  expect(codeOf(await agent.enterPassword())).toBe('ok')

  const first = await agent.signIn()
  const raced = beforeWrite(org.ctx, 3, async () =>
    granted(await changePassword(org.ctx, await agent.signIn(), { password, newPassword })),
  )
  expect(codeOf(await changePassword(raced, first, { password, newPassword: 'a lemon on the moon' }))).toBe(
    'session-over',
  )
  expect(codeOf(await agent.enterPassword(newPassword))).toBe('ok')
})

test('a change of password takes a setup key back that was on show', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.signIn()
  granted(await beginEnrollment(org.ctx, member, { password: agent.password }))
  const before = await showEnrollment(org.ctx, member)
  granted(await changePassword(org.ctx, member, { password: agent.password, newPassword }))
  expect((await showEnrollment(org.ctx, member))?.setupKey).not.toBe(before?.setupKey)
})
