import { expect, test } from 'vitest'
import { minutes } from '@/lib/duration'
import { finishWithCode, finishWithRecoveryCode } from '@/lib/sign-in/code'
import { renewRecoveryCodes } from '@/lib/two-factor/renew-codes'
import { unlockSecondStep } from '@/lib/two-factor/unlock'
import { builtAction } from '../support/build-manifest'
import { organization } from '../support/organization'
import { codeOf } from '../support/outcome'
import type { Person } from '../support/person'
import { plantUser, userRow } from '../support/rows'
import { openSite } from '../support/site'

const wrongRecoveryCode = '0000-0000-0000-0000'

const tally = (codes: string[]) =>
  Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((one) => one === code).length]))

test('of 200 wrong codes at once five are looked at, then even the right one is refused', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const challenger = await agent.challenge()
  const code = await agent.phone.wrongCode()
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => finishWithCode(org.ctx, challenger, { code }).then(codeOf)),
  )
  expect(tally(answers)).toEqual({ 'code-wrong': 4, 'attempts-used-up': 1, 'challenge-over': 195 })
  expect((await userRow(org.ctx, agent.id)).secondStepFailures).toBe(5)
  const right = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, challenger, { code: right }))).toBe('challenge-over')
})

test('of 200 wrong recovery codes at once five are looked at, and a right one among the rest is not spent', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const challenger = await agent.challenge()
  const guess = (recoveryCode: string) => finishWithRecoveryCode(org.ctx, challenger, { recoveryCode })
  const answers = await Promise.all([
    ...Array.from({ length: 100 }, () => guess(wrongRecoveryCode).then(codeOf)),
    ...agent.recoveryCodes.map((code) => guess(code).then(codeOf)),
    ...Array.from({ length: 90 }, () => guess(wrongRecoveryCode).then(codeOf)),
  ])
  expect(answers.filter((answer) => answer === 'ok')).toEqual([])
  expect(tally(answers)['challenge-over']).toBe(195)
})

test('new challenges, other channels and the other kind of code do not reset the count: ten in a row wait', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const code = await agent.phone.wrongCode()
  for (let n = 0; n < 10; n++) {
    const challenger = await agent.challenge({ channel: n % 2 ? 'api' : 'web' })
    const guessed =
      n % 3 === 0
        ? await finishWithRecoveryCode(org.ctx, challenger, { recoveryCode: wrongRecoveryCode })
        : await finishWithCode(org.ctx, challenger, { code })
    expect(codeOf(guessed)).toBe('code-wrong')
  }
  for (const wait of [minutes(15), minutes(30), minutes(60), minutes(60)]) {
    const right = await agent.phone.shownCode()
    const refused = await finishWithCode(org.ctx, await agent.challenge(), { code: right })
    expect(codeOf(refused)).toBe('too-many-attempts')
    const { secondStepRetryAt } = await userRow(org.ctx, agent.id)
    expect(secondStepRetryAt?.getTime()).toBe(org.world.clock.now().getTime() + wait)
    const challenger = await agent.challenge()
    const recoveryCode = agent.recoveryCodes[0] ?? ''
    expect(codeOf(await finishWithRecoveryCode(org.ctx, challenger, { recoveryCode }))).toBe(
      'too-many-attempts',
    )
    org.world.clock.pass(wait)
    for (let n = 0; n < 10; n++)
      expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))).toBe('code-wrong')
  }
})

test('asking for a code while signed in counts with the sign-in', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  const code = await agent.phone.wrongCode()
  const { password } = agent
  for (let n = 0; n < 9; n++)
    expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))).toBe('code-wrong')
  expect(codeOf(await renewRecoveryCodes(org.ctx, member, { password, code }))).toBe('code-wrong')
  const right = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: right }))).toBe(
    'too-many-attempts',
  )
  expect(codeOf(await renewRecoveryCodes(org.ctx, member, { password, code: right }))).toBe(
    'too-many-attempts',
  )
})

async function lock(org: Awaited<ReturnType<typeof organization>>, agent: Person): Promise<void> {
  await plantUser(org.ctx, agent.id, { secondStepFailures: 99, secondStepRetryAt: null })
  const code = await agent.phone.wrongCode()
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))).toBe('code-wrong')
}

test('after a hundred in a row nothing opens the second step, for as long as one waits, but an admin', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  await lock(org, agent)
  for (let day = 0; day < 3; day++) {
    org.world.clock.pass(minutes(24 * 60))
    const code = await agent.phone.nextCode()
    const recoveryCode = agent.recoveryCodes[day] ?? ''
    expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))).toBe(
      'second-step-locked',
    )
    expect(codeOf(await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode }))).toBe(
      'second-step-locked',
    )
  }
  expect(codeOf(await unlockSecondStep(org.ctx, await org.asAdmin(), { userId: agent.id }))).toBe('ok')
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))).toBe('ok')
})

test('strangers without the password lock nobody out', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  for (let n = 0; n < 30; n++) {
    await agent.enterPassword('not the right password')
    org.world.clock.pass(minutes(6))
  }
  const { secondStepFailures, secondStepLockedAt } = await userRow(org.ctx, agent.id)
  expect([secondStepFailures, secondStepLockedAt]).toEqual([0, null])
  expect(
    codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: await agent.phone.nextCode() })),
  ).toBe('ok')
})

test('200 wrong codes at once over HTTP: five are looked at, then the right one is refused', async () => {
  const site = await openSite()
  const agent = await site.seed.agent({ enrolled: true })
  const challenge = await site.challenge(agent)
  const code = await agent.phone.wrongCode()
  const verify = builtAction('verifyCode')
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => site.visitor({ challenge }).act(verify, { code })),
  )
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  expect((await userRow(site.ctx(), agent.id)).secondStepFailures).toBe(5)
  const browser = site.visitor({ challenge })
  const right = await browser.act(verify, { code: await agent.phone.nextCode() })
  expect(right.leadsTo).toBe('/sign-in?notice=challenge-over')
  expect(browser.cookie('session')).toBeUndefined()
})
