import { expect, test } from 'vitest'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { continueSignIn } from '@/lib/acts/sign-in/continue'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { minutes } from '@/lib/duration'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { findSession } from '@/lib/queries/sessions/find'
import { twoFactorState } from '@/lib/queries/two-factor'
import { Authenticator } from '../../support/world/authenticator'
import { closeSessions, reopenSessions } from '../../support/world/closed-tables'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { memberOf } from '../../support/world/person'

test('who must and has not, enrolls in the course of the sign-in and is signed in', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const member = await agent.enrollAtSignIn()
  expect(await twoFactorState(org.ctx, member)).toMatchObject({ enabled: true, required: true })
  expect(agent.recoveryCodes).toHaveLength(10)
  expect(await shownCodes(org.ctx, member)).toEqual(agent.recoveryCodes)
  expect(granted(await agent.enterPassword()).step).toBe('code')
})

test('with the session at once: it is open, and where it cannot be opened the setup key is not confirmed', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const challenger = await agent.challenge({ channel: 'api' })
  const { uri } = granted(await startEnrollment(org.ctx, challenger))
  const phone = Authenticator.scan(uri, { clock: org.world.clock })
  const code = await phone.nextCode()
  await closeSessions(org.world.place)
  const confirm = () => finishWithEnrollment(org.ctx, challenger, { code }, 'session')
  await expect(confirm()).rejects.toThrow('no more sessions')
  await reopenSessions(org.world.place)
  const { token, recoveryCodes } = granted(await confirm())
  expect(recoveryCodes).toHaveLength(10)
  expect(await findSession(org.ctx, token)).toMatchObject({ userId: agent.id, channel: 'api' })
  expect(codeOf(await confirm())).toBe('enrollment-over')
})

test('closing the tab and signing in again shows another setup key, and lets nobody past it', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const first = granted(await startEnrollment(org.ctx, await agent.challenge()))
  const again = await agent.challenge({ channel: 'api' })
  expect(granted(await startEnrollment(org.ctx, again)).setupKey).not.toBe(first.setupKey)
  expect(codeOf(await continueSignIn(org.ctx, again))).toBe('challenge-over')
  expect(codeOf(await finishWithCode(org.ctx, again, { code: '123456' }))).toBe('challenge-over')
})

test('a wrong code at enrollment counts on no challenge and gives no ticket', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const challenger = await agent.challenge()
  const { uri } = granted(await startEnrollment(org.ctx, challenger))
  const phone = Authenticator.scan(uri, { clock: org.world.clock })
  const wrong = { code: await phone.wrongCode() }
  for (let n = 0; n < 6; n++)
    expect(codeOf(await finishWithEnrollment(org.ctx, challenger, wrong))).toBe('code-wrong')
  const off = { code: await phone.codeOff(minutes(-2)) }
  expect(await finishWithEnrollment(org.ctx, challenger, off)).toMatchObject({
    code: 'clock-off',
    detail: { clockOff: -120 },
  })
  expect(codeOf(await finishWithEnrollment(org.ctx, challenger, { code: await phone.nextCode() }))).toBe('ok')
})

test('too many wrong codes at enrollment make the person wait, over all challenges', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const begin = async () => {
    const challenger = await agent.challenge()
    const { uri } = granted(await startEnrollment(org.ctx, challenger))
    return { challenger, phone: Authenticator.scan(uri, { clock: org.world.clock }) }
  }
  for (let n = 0; n < 11; n++) {
    const { challenger, phone } = await begin()
    const wrong = { code: await phone.wrongCode() }
    expect(codeOf(await finishWithEnrollment(org.ctx, challenger, wrong))).toBe('code-wrong')
  }
  const { challenger, phone } = await begin()
  const refused = await finishWithEnrollment(org.ctx, challenger, { code: await phone.nextCode() })
  expect(codeOf(refused)).toBe('too-many-attempts')
})

test('the challenge that enrolled is finished; another one of the same person has ended', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const other = await agent.challenge()
  const challenger = await agent.challenge()
  const { uri } = granted(await startEnrollment(org.ctx, challenger))
  const phone = Authenticator.scan(uri, { clock: org.world.clock })
  granted(await finishWithEnrollment(org.ctx, challenger, { code: await phone.nextCode() }))
  const code = await phone.nextCode()
  expect(codeOf(await finishWithEnrollment(org.ctx, challenger, { code }))).toBe('enrollment-over')
  expect(codeOf(await startEnrollment(org.ctx, other))).toBe('challenge-over')
  expect(codeOf(await finishWithCode(org.ctx, other, { code }))).toBe('challenge-over')
})

test('someone with an authenticator cannot enroll another one with the password alone', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true, required: true })
  const challenger = await agent.challenge()
  expect(codeOf(await startEnrollment(org.ctx, challenger))).toBe('challenge-over')
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithEnrollment(org.ctx, challenger, { code }))).toBe('enrollment-over')
})

test('a requirement that is lifted while someone stands at the enrollment lets them go on without', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const challenger = await agent.challenge()
  granted(await startEnrollment(org.ctx, challenger))
  await org.require(agent, false)
  const { ticket } = granted(await continueSignIn(org.ctx, challenger))
  const { token } = granted(await redeemTicket(org.ctx, ticket, 'web'))
  expect(await twoFactorState(org.ctx, await memberOf(org.ctx, token))).toMatchObject({ enabled: false })
  expect(codeOf(await continueSignIn(org.ctx, challenger))).toBe('challenge-over')
})

test('who enrolls all the same after the requirement was lifted, has enrolled', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const challenger = await agent.challenge()
  await org.require(agent, false)
  const member = await agent.enrollAtSignIn(challenger)
  expect(await twoFactorState(org.ctx, member)).toMatchObject({ enabled: true, required: false })
})

test('a ticket from enrolling opens nothing after a reset', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const challenger = await agent.challenge()
  const { uri } = granted(await startEnrollment(org.ctx, challenger))
  const phone = Authenticator.scan(uri, { clock: org.world.clock })
  const code = await phone.nextCode()
  const { ticket } = granted(await finishWithEnrollment(org.ctx, challenger, { code }))
  granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(codeOf(await redeemTicket(org.ctx, ticket, 'web'))).toBe('ticket-invalid')
})
