import { expect, test } from 'vitest'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { removeUser } from '@/lib/acts/users/remove'
import { minutes } from '@/lib/duration'
import { findSession } from '@/lib/queries/sessions/find'
import { twoFactorState } from '@/lib/queries/two-factor'
import { closeSessions, reopenSessions } from '../../support/world/closed-tables'
import { beforeWrite } from '../../support/world/interleave'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { memberOf } from '../../support/world/person'
import { auditTrail, plantUser, userRow } from '../../support/world/rows'

test('a recovery code works in the place of a code, and says how many are left', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const recoveryCode = agent.nextRecoveryCode()
  const finished = granted(await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode }))
  expect(finished.recoveryCodesLeft).toBe(9)
  const { token } = granted(await redeemTicket(org.ctx, finished.ticket, 'web'))
  const member = await memberOf(org.ctx, token)
  expect(await twoFactorState(org.ctx, member)).toMatchObject({ enabled: true, recoveryCodesLeft: 9 })
  const entry = (await auditTrail(org.ctx, org.id)).find(({ event }) => event === 'recovery-code.used')
  expect(entry?.detail).toEqual({ recoveryCodesLeft: 9 })
})

test('with the session at once: it is open, and where it cannot be opened the code is not spent', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const challenger = await agent.challenge({ channel: 'api' })
  const recoveryCode = agent.nextRecoveryCode()
  const use = () => finishWithRecoveryCode(org.ctx, challenger, { recoveryCode }, 'session')
  await closeSessions(org.world.place)
  await expect(use()).rejects.toThrow('no more sessions')
  await reopenSessions(org.world.place)
  const { token, recoveryCodesLeft } = granted(await use())
  expect(recoveryCodesLeft).toBe(9)
  expect(await findSession(org.ctx, token)).toMatchObject({ userId: agent.id, channel: 'api' })
  expect(codeOf(await use())).toBe('challenge-over')
})

test('a recovery code works once', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const recoveryCode = agent.nextRecoveryCode()
  const use = async () =>
    codeOf(await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode }))
  expect(await use()).toBe('ok')
  expect(await use()).toBe('code-wrong')
})

test('of ten who bring one recovery code at once, one wins', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const recoveryCode = agent.nextRecoveryCode()
  const first = await agent.challenge()
  const second = await agent.challenge()
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      finishWithRecoveryCode(org.ctx, n % 2 ? first : second, { recoveryCode }),
    ),
  )
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
})

test('case, spaces and hyphens do not matter, nor O for 0 and I or L for 1', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  for (const write of [
    (code: string) => code.toLowerCase(),
    (code: string) => code.replaceAll('-', ''),
    (code: string) => ` ${code.replaceAll('-', '  ')} `,
    (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l'),
    (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'I'),
  ]) {
    const recoveryCode = write(agent.nextRecoveryCode())
    const answer = await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode })
    expect([recoveryCode, codeOf(answer)]).toEqual([recoveryCode, 'ok'])
  }
})

test("another person's code, a mutilated one and an authentication code are wrong; the fifth ends the sign-in", async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const other = await org.agent({ enrolled: true })
  const challenger = await agent.challenge()
  const wrong = [
    other.nextRecoveryCode(),
    agent.nextRecoveryCode().slice(1),
    await agent.phone.nextCode(),
    'U'.repeat(16),
    '\u0000',
  ]
  const answers: string[] = []
  for (const recoveryCode of wrong)
    answers.push(codeOf(await finishWithRecoveryCode(org.ctx, challenger, { recoveryCode })))
  expect(answers).toEqual([...Array(4).fill('code-wrong'), 'attempts-used-up'])
  const recoveryCode = agent.nextRecoveryCode()
  expect(codeOf(await finishWithRecoveryCode(org.ctx, challenger, { recoveryCode }))).toBe('challenge-over')
  expect((await userRow(org.ctx, agent.id)).secondStepFailures).toBe(5)
})

test('the eleventh of ten recovery codes does not exist', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  for (let left = 9; left >= 0; left--) {
    const recoveryCode = agent.nextRecoveryCode()
    const finished = await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode })
    expect(granted(finished).recoveryCodesLeft).toBe(left)
  }
  const recoveryCode = 'AAAA-AAAA-AAAA-AAAA'
  const answer = await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode })
  expect(codeOf(answer)).toBe('code-wrong')
})

test('someone removed while the code is being hashed does not get in', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const admin = await org.asAdmin()
  const challenger = await agent.challenge()
  const raced = beforeWrite(org.ctx, 2, () => removeUser(org.ctx, admin, { userId: agent.id }))
  const recoveryCode = agent.nextRecoveryCode()
  expect(codeOf(await finishWithRecoveryCode(raced, challenger, { recoveryCode }))).toBe('challenge-over')
})

test('while the account waits, no recovery code is looked at or spent', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const retryAt = new Date(org.ctx.now().getTime() + minutes(15))
  await plantUser(org.ctx, agent.id, { secondStepFailures: 10, secondStepRetryAt: retryAt })
  const recoveryCode = agent.nextRecoveryCode()
  const use = async () => finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode })
  expect(await use()).toEqual({ ok: false, code: 'too-many-attempts', detail: { retryAt } })
  org.world.clock.pass(minutes(15))
  expect(codeOf(await use())).toBe('ok')
})
