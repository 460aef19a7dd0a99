import { beforeAll, expect, test } from 'vitest'
import type { Challenger } from '@/lib/actors'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { beginReplacement } from '@/lib/acts/two-factor/begin-replacement'
import { liftOwnRequirement } from '@/lib/acts/two-factor/lift-own'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { minutes, seconds } from '@/lib/duration'
import { race } from '../support/process/race'
import { builtAction } from '../support/server/build-manifest'
import { openSite, type Site } from '../support/server/site'
import type { Visitor } from '../support/server/visitor'
import { organization } from '../support/world/organization'
import { codeOf } from '../support/world/outcome'
import type { Person } from '../support/world/person'
import { plantUser } from '../support/world/rows'

let site: Site

beforeAll(async () => {
  site = await openSite()
})

const challengesOf = async (agent: Person, howMany: number) => {
  const challengers: Challenger[] = []
  for (let n = 0; n < howMany; n++) challengers.push(await agent.challenge())
  return challengers
}

test('a used code is refused for everything else that asks for one, from any browser', async () => {
  const org = await organization()
  const admin = org.admin
  await admin.enroll()
  org.world.clock.pass(minutes(5))
  const member = await admin.signInAsAdmin()
  const code = await admin.phone.shownCode()
  const elsewhere = org.world.from({ address: '203.0.113.9', userAgent: 'curl/8' })
  const { password } = admin
  expect(codeOf(await beginReplacement(org.ctx, member, { password, code }))).toBe('code-wrong')
  expect(codeOf(await renewRecoveryCodes(org.ctx, member, { password, code }))).toBe('code-wrong')
  expect(codeOf(await liftOwnRequirement(org.ctx, member, { password, code }))).toBe('code-wrong')
  for (const ctx of [org.ctx, elsewhere])
    expect(codeOf(await finishWithCode(ctx, await admin.challenge({ ctx }), { code }))).toBe('code-wrong')
  const api = await admin.challenge({ channel: 'api' })
  expect(codeOf(await finishWithCode(org.ctx, api, { code }))).toBe('code-wrong')
})

test('a code that replaced or renewed something is refused at sign-in', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  const code = await agent.phone.nextCode()
  const { password } = agent
  expect(codeOf(await renewRecoveryCodes(org.ctx, member, { password, code }))).toBe('ok')
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))).toBe('code-wrong')
})

test('one step older than the last accepted one is refused, though it was never used', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  org.world.clock.pass(minutes(5))
  const older = await agent.phone.codeOff(-seconds(30))
  const present = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: present }))).toBe('ok')
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: older }))).toBe('code-wrong')
})

test('fifty sign-ins with one code from two processes, released at once: one wins', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  for (let round = 0; round < 2; round++) {
    org.world.clock.pass(minutes(5))
    await plantUser(org.ctx, agent.id, { secondStepFailures: 0, secondStepRetryAt: null })
    const code = await agent.phone.nextCode()
    const challengers = await challengesOf(agent, 10)
    const fifty = Array.from({ length: 50 }, (_, n) => challengers[n % 10] as Challenger)
    const leaving = 'session' as const
    const jobs = fifty.map((challenger) => ({ rule: 'finishWithCode', challenger, code, leaving }) as const)
    const answers = await race(org.world, [jobs.slice(0, 25), jobs.slice(25)])
    expect(answers).toHaveLength(50)
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1)
    const others = new Set(['ok', 'code-wrong', 'attempts-used-up', 'challenge-over', 'too-many-attempts'])
    expect(answers.filter((answer) => !others.has(answer))).toEqual([])
  }
})

test('fifty browsers post one code to the server at once: one is signed in', async () => {
  const agent = await site.seed.agent({ enrolled: true })
  const browsers: Visitor[] = []
  for (let n = 0; n < 50; n++) browsers.push(site.visitor({ challenge: await site.challenge(agent) }))
  const code = await agent.phone.nextCode()
  const answers = await Promise.all(
    browsers.map((browser) => browser.act(builtAction('verifyCode'), { code })),
  )
  expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
  expect(browsers.filter((browser) => browser.cookie('session'))).toHaveLength(1)
  expect(answers.filter(({ leadsTo }) => leadsTo === '/profile')).toHaveLength(1)
})
