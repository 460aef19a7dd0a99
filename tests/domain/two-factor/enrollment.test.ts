import { expect, test } from 'vitest'
import { changePassword } from '@/lib/acts/passwords/change'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { confirmEnrollment } from '@/lib/acts/two-factor/confirm'
import { hours, minutes, seconds } from '@/lib/duration'
import { sentence } from '@/lib/messages/codes'
import { showEnrollment } from '@/lib/queries/enrollment'
import { findSession } from '@/lib/queries/sessions/find'
import { twoFactorState } from '@/lib/queries/two-factor'
import { Authenticator } from '../../support/world/authenticator'
import { beforeWrite } from '../../support/world/interleave'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { auditEvents, openThings, userRow } from '../../support/world/rows'

/** Someone who stands before the QR code in their profile. */
async function beforeTheCode(org: Organization, agent: Person) {
  const member = await agent.signIn()
  granted(await beginEnrollment(org.ctx, member, { password: agent.password }))
  const shown = await showEnrollment(org.ctx, member)
  if (!shown) throw new Error('No setup key was shown.')
  return { member, ...shown, phone: Authenticator.scan(shown.uri, { clock: org.world.clock }) }
}

test('the password, the QR code and a code turn 2FA on', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { member, phone } = await beforeTheCode(org, agent)
  expect(codeOf(await confirmEnrollment(org.ctx, member, { code: await phone.nextCode() }))).toBe('ok')
  expect(await twoFactorState(org.ctx, member)).toEqual({
    enabled: true,
    required: false,
    requiredFrom: null,
    byName: null,
    since: org.ctx.now(),
    recoveryCodesLeft: 10,
    authenticators: 1,
    passkeys: 0,
    onlyPasskeys: false,
  })
  expect(granted(await agent.enterPassword()).step).toBe('code')
  expect(await auditEvents(org.ctx, org.id)).toContain('two-factor.enabled')
})

test('without the right password no setup key is shown', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.signIn()
  expect(await showEnrollment(org.ctx, member)).toBeNull()
  for (let n = 0; n < 6; n++)
    expect(codeOf(await beginEnrollment(org.ctx, member, { password: 'wrong' }))).toBe('password-wrong')
  const { password } = agent
  expect(codeOf(await beginEnrollment(org.ctx, member, { password }))).toBe('too-many-attempts')
  expect(await showEnrollment(org.ctx, member)).toBeNull()
  expect(codeOf(await confirmEnrollment(org.ctx, member, { code: '123456' }))).toBe('enrollment-over')
})

test('the password given in one session shows the setup key in that session only', async () => {
  const org = await organization()
  const agent = await org.agent()
  const elsewhere = await agent.signIn()
  const { phone } = await beforeTheCode(org, agent)
  expect(await showEnrollment(org.ctx, elsewhere)).toBeNull()
  const code = await phone.nextCode()
  expect(codeOf(await confirmEnrollment(org.ctx, elsewhere, { code }))).toBe('enrollment-over')
})

test('an unconfirmed setup key opens nothing: the password alone still signs in', async () => {
  const org = await organization()
  const agent = await org.agent()
  await beforeTheCode(org, agent)
  expect(granted(await agent.enterPassword()).step).toBe('none')
})

test('two tabs show the same setup key, and one authenticator stands in the end', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { member, phone, setupKey } = await beforeTheCode(org, agent)
  expect((await showEnrollment(org.ctx, member))?.setupKey).toBe(setupKey)
  const code = await phone.nextCode()
  const answers = await Promise.all([
    confirmEnrollment(org.ctx, member, { code }),
    confirmEnrollment(org.ctx, member, { code }),
  ])
  expect(answers.map(codeOf).sort()).toEqual(['enrollment-over', 'ok'])
  expect((await auditEvents(org.ctx, org.id)).filter((event) => event === 'two-factor.enabled')).toHaveLength(
    1,
  )
})

test('the setup key is pending for an hour, then there is another one after the password', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { member, setupKey, phone } = await beforeTheCode(org, agent)
  org.world.clock.pass(hours(1))
  expect(await showEnrollment(org.ctx, member)).toBeNull()
  expect(codeOf(await confirmEnrollment(org.ctx, member, { code: await phone.nextCode() }))).toBe(
    'enrollment-over',
  )
  const again = await beforeTheCode(org, agent)
  expect(again.setupKey).not.toBe(setupKey)
})

test("one person's pending setup key does not serve another", async () => {
  const org = await organization()
  const first = await beforeTheCode(org, await org.agent())
  const second = await beforeTheCode(org, await org.agent())
  const code = await first.phone.nextCode()
  expect(codeOf(await confirmEnrollment(org.ctx, second.member, { code }))).toBe('code-wrong')
})

test('a clock that is off within ten minutes is told of, and its code never accepted', async () => {
  const org = await organization()
  const { member, phone } = await beforeTheCode(org, await org.agent())
  for (const [off, words] of [
    [seconds(-60), 'about 1 minute behind'],
    [minutes(-2), 'about 2 minutes behind'],
    [minutes(2), 'about 2 minutes ahead'],
    [minutes(10), 'about 10 minutes ahead'],
    [minutes(-10), 'about 10 minutes behind'],
  ] as const) {
    const answer = await confirmEnrollment(org.ctx, member, { code: await phone.codeOff(off) })
    if (answer.ok || answer.code !== 'clock-off') throw new Error(`${off}: ${codeOf(answer)}`)
    expect(sentence(answer.code, answer.detail)).toBe(
      `Your phone's clock looks ${words}. Set it to automatic time and try again.`,
    )
  }
  const far = await confirmEnrollment(org.ctx, member, { code: await phone.codeOff(minutes(11)) })
  expect(codeOf(far)).toBe('code-wrong')
  expect((await twoFactorState(org.ctx, member)).enabled).toBe(false)
})

test('ten wrong codes during enrollment make that person wait a quarter of an hour, and lock nothing', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { member, phone } = await beforeTheCode(org, agent)
  const wrong = { code: await phone.wrongCode() }
  for (let n = 0; n < 11; n++)
    expect(codeOf(await confirmEnrollment(org.ctx, member, wrong))).toBe('code-wrong')
  const code = await phone.nextCode()
  expect(codeOf(await confirmEnrollment(org.ctx, member, { code }))).toBe('too-many-attempts')
  expect(await userRow(org.ctx, agent.id)).toMatchObject({ secondStepFailures: 0, secondStepLockedAt: null })
  expect(codeOf(await agent.enterPassword())).toBe('ok')
  org.world.clock.pass(minutes(15))
  expect(codeOf(await confirmEnrollment(org.ctx, member, { code: await phone.nextCode() }))).toBe('ok')
})

test('turning 2FA on ends every other session and sign-in under way, not the one it is done from', async () => {
  const org = await organization()
  const agent = await org.agent()
  const other = await agent.openSession()
  await agent.enterPassword()
  const { member, phone } = await beforeTheCode(org, agent)
  granted(await confirmEnrollment(org.ctx, member, { code: await phone.nextCode() }))
  expect(await findSession(org.ctx, other.token)).toBeNull()
  expect(await openThings(org.ctx, agent.id)).toEqual({ sessions: 1, challenges: 0 })
})

test('with an authenticator in place, beginning anew is refused', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { password } = agent
  expect(codeOf(await beginEnrollment(org.ctx, await agent.signIn(), { password }))).toBe('two-factor-on')
})

test('a password that changes while it is asked for shows no setup key', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.signIn()
  const { password } = agent
  const newPassword = 'seven brown teapots'
  const raced = beforeWrite(org.ctx, 3, async () =>
    granted(await changePassword(org.ctx, member, { password, newPassword })),
  )
  expect(codeOf(await beginEnrollment(raced, member, { password }))).toBe('session-over')
})
