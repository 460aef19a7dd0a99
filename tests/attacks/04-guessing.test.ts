import { expect, test } from 'vitest'
import type { Channel } from '@/db/tables/sign-in'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import type { Context } from '@/lib/context'
import { newToken } from '@/lib/crypto/token'
import { minutes, seconds } from '@/lib/duration'
import { sealAuthenticator } from '@/lib/records/factors/authenticator'
import { newSetupKey } from '@/lib/totp/totp'
import { builtAction } from '../support/server/build-manifest'
import { openSite } from '../support/server/site'
import { type Organization, organization } from '../support/world/organization'
import { codeOf } from '../support/world/outcome'
import type { Person } from '../support/world/person'
import { plantUser, userRow } from '../support/world/rows'

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

/** Someone with an authenticator of their own behind a password that is known, without the work of enrolling each. */
async function enrolled(org: Organization, count: number): Promise<Person[]> {
  const people: Person[] = []
  for (let n = 0; n < count; n++) {
    const person = await org.agent()
    await plantUser(org.ctx, person.id, {
      authenticatorSecret: sealAuthenticator(org.ctx, person.id, newSetupKey()),
    })
    people.push(person)
  }
  return people
}

const tryCode = async (person: Person, way: { browser?: string; ctx?: Context; channel?: Channel } = {}) => {
  const challenger = await person.challenge(way)
  return codeOf(await finishWithCode(way.ctx ?? person.world.ctx, challenger, { code: '000000' }))
}

test('one code on 50 accounts whose passwords are known, from one address, is slowed down on web and API', async () => {
  const org = await organization()
  const people = await enrolled(org, 50)
  const answers: string[] = []
  for (const [n, person] of people.entries())
    answers.push(await tryCode(person, { channel: n % 2 ? 'api' : 'web' }))
  const waiting = answers.indexOf('too-many-attempts')
  expect(waiting).toBeGreaterThan(10)
  expect(waiting).toBeLessThan(40)
  expect(new Set(answers.slice(waiting))).toEqual(new Set(['too-many-attempts']))
  const [first] = people
  if (!first) return expect.fail('There is nobody.')
  // What was not looked at cost neither the account nor the challenge anything.
  const last = people.at(-1)
  expect((await userRow(org.ctx, last?.id ?? '')).secondStepFailures).toBe(0)
  const elsewhere = org.world.from({ address: '203.0.113.9' })
  expect(await tryCode(first, { ctx: elsewhere })).toBe('code-wrong')
}, 60_000)

test('colleagues behind that address wait a minute at most, and not at all in a browser that they know', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const browser = newToken()
  await ben.signIn({ browser })
  const right = async (way: { browser?: string } = {}) => {
    const challenger = await ben.challenge(way)
    return codeOf(await finishWithCode(org.ctx, challenger, { code: await ben.phone.nextCode() }))
  }
  for (const person of await enrolled(org, 40)) {
    while ((await tryCode(person)) === 'too-many-attempts') org.world.clock.pass(seconds(1))
  }
  expect(await right()).toBe('too-many-attempts')
  expect(await right({ browser })).toBe('ok')
  org.world.clock.pass(minutes(1))
  expect(await right()).toBe('ok')
}, 60_000)

test('right codes of a whole company behind one address cost it nothing', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  for (let n = 0; n < 40; n++) {
    const challenger = await ben.challenge()
    const code = await ben.phone.nextCode()
    expect(codeOf(await finishWithCode(org.ctx, challenger, { code }))).toBe('ok')
  }
})

test('32 wrong passwords at once at one account are answered, each of them, and few are looked at', async () => {
  const site = await openSite()
  const { email } = await site.seed.agent({ enrolled: true })
  const password = 'not the right password'
  const overApi = JSON.stringify({ email, password, client: { kind: 'server', name: 'Guesser' } })
  const posted = { 'Content-Type': 'application/json' }
  const ways = [
    () => site.visitor().act(builtAction('signIn'), { email, password }),
    () => site.visitor().request('POST', '/api/v1/sign-in', posted, overApi),
  ]
  for (const [status, way] of [[200, ways[0]] as const, [429, ways[1]] as const]) {
    const answers = await Promise.all(Array.from({ length: 32 }, () => way?.()))
    const looked = answers.filter((answer) => /incorrect/.test(answer?.body ?? ''))
    expect(looked.length).toBeLessThan(10)
    const others = answers.filter((answer) => !looked.includes(answer))
    expect(tally(others.map((answer) => `${answer?.status}`))).toEqual({ [status]: others.length })
    for (const { body } of others.flatMap((answer) => answer ?? [])) expect(body).toMatch(/Too many/i)
  }
  expect(site.server.output()).not.toMatch(/"level":[456]0/)
})
