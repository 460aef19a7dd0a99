import { and, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { handOver } from '@/lib/acts/sessions/hand-over'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { newToken } from '@/lib/crypto/token'
import { minutes, seconds } from '@/lib/duration'
import { showEnrollment } from '@/lib/queries/enrollment'
import { race } from '../../support/process/race'
import type { Job } from '../../support/process/race-rules'
import { Authenticator } from '../../support/world/authenticator'
import { organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { userRow } from '../../support/world/rows'

/** The same job so many times in each of three processes. */
const everywhere = (job: Job, times = 10) => Array.from({ length: 3 }, () => Array(times).fill(job) as Job[])
const count = (answers: string[], answer: string) => answers.filter((one) => one === answer).length

test('of 30 attempts at once on fresh counters, six are looked at, in whatever order they name them', async () => {
  const { world } = await organization()
  const limit = { free: 5, firstDelay: minutes(1), longestDelay: minutes(5), window: minutes(60) }
  const counters = ['a', 'b', 'c'].map((key) => ({ key, limit }))
  const one: Job = { rule: 'spendAttempt', counters }
  const other: Job = { rule: 'spendAttempt', counters: counters.toReversed() }
  const answers = await race(world, [Array(10).fill(one), Array(10).fill(other), Array(10).fill(one)])
  expect([count(answers, 'ok'), count(answers, 'waits')]).toEqual([6, 24])
})

test('wrong codes at once over many challenges are all counted, and ten make everyone wait', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const lists: Job[][] = [[], [], []]
  const code = await agent.phone.wrongCode()
  for (let n = 0; n < 9; n++) {
    const challenger = await agent.challenge()
    lists[n % 3]?.push(...(Array(2).fill({ rule: 'finishWithCode', challenger, code }) as Job[]))
  }
  const answers = await race(org.world, lists)
  const looked = count(answers, 'code-wrong') + count(answers, 'attempts-used-up')
  expect([looked, (await userRow(org.ctx, agent.id)).secondStepFailures]).toEqual([10, 10])
  expect(count(answers, 'too-many-attempts') + count(answers, 'challenge-over')).toBe(8)
})

test('of admins who remind one person at once on several servers, one does', async () => {
  const org = await organization()
  const { id: userId } = await org.agent()
  const other = await org.anotherAdmin()
  const admins = [await org.asAdmin(), await other.signInAsAdmin(), await org.asAdmin()]
  const answers = await race(
    org.world,
    admins.map((admin) => Array(5).fill({ rule: 'remindUser', admin, userId }) as Job[]),
  )
  expect([count(answers, 'ok'), count(answers, 'reminded-already')]).toEqual([1, 14])
})

test('a refresh token that two windows bring at once gets one answer', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { refresh } = await agent.openSession({ channel: 'api' })
  const answers = await race(
    org.world,
    everywhere({ rule: 'refreshSession', refreshToken: refresh?.token ?? '' }, 4),
  )
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toHaveLength(43)
})

test('the tabs of one sign-in are shown one setup key', async () => {
  const org = await organization()
  const challenger = await (await org.agent({ required: true })).challenge()
  const shown = await race(org.world, everywhere({ rule: 'startEnrollment', challenger }))
  expect(new Set(shown).size).toBe(1)
  expect(shown[0]).toMatch(/^[A-Z2-7]{32}/)
})

test('an enrollment confirmed in several tabs at once is confirmed once', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.signIn()
  granted(await beginEnrollment(org.ctx, member, { password: agent.password }))
  const shown = await showEnrollment(org.ctx, member)
  const phone = Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock })
  const code = await phone.nextCode()
  const answers = await race(org.world, everywhere({ rule: 'confirmEnrollment', member, code }, 1))
  expect([count(answers, 'ok'), count(answers, 'enrollment-over')]).toEqual([1, 2])
})

test('recovery codes renewed twice at once: one set stands', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  const codes = [await agent.phone.nextCode(), await agent.phone.codeOff(seconds(30))]
  const jobs = codes.map((code): Job[] => [
    { rule: 'renewRecoveryCodes', member, password: agent.password, code },
  ])
  const answers = await race(org.world, jobs, { gate: 'recovery_code_sets' })
  expect(answers.filter((answer) => answer.endsWith('Error'))).toEqual([])
  const { recoveryCodes } = org.ctx.db.tables
  const left = await org.ctx.db.read
    .select()
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, agent.id), isNull(recoveryCodes.usedAt)))
  expect(left).toHaveLength(10)
})

test('sign-ins at once from one new browser all succeed, and it is known once', async () => {
  const org = await organization()
  const agent = await org.agent()
  const browser = newToken()
  const lists: Job[][] = [[], [], []]
  for (let n = 0; n < 12; n++)
    lists[n % 3]?.push({ rule: 'redeemTicket', ticket: await agent.ticket(), browser })
  expect(await race(org.world, lists)).toEqual(Array(12).fill('ok'))
  const { browsers } = org.ctx.db.tables
  expect(await org.ctx.db.read.select().from(browsers).where(eq(browsers.userId, agent.id))).toHaveLength(1)
})

test('a link from an app is taken once', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.signIn({ channel: 'api' })
  const { token } = granted(await handOver(org.ctx, member, { path: '/profile' }))
  const answers = await race(org.world, everywhere({ rule: 'takeHandOver', token }, 4))
  expect([count(answers, 'ok'), count(answers, 'hand-over-over')]).toEqual([1, 11])
})

test('of reset links made at once, one works', async () => {
  const org = await organization()
  const { id, email } = await org.agent()
  expect(await race(org.world, everywhere({ rule: 'mailResetLink', email }, 4))).toEqual(Array(12).fill('ok'))
  const { links } = org.ctx.db.tables
  expect(await org.ctx.db.read.select().from(links).where(eq(links.userId, id))).toHaveLength(1)
})
