import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Admin } from '@/lib/actors'
import { askForReset } from '@/lib/acts/passwords/ask-for-reset'
import { days, minutes, seconds } from '@/lib/duration'
import { issueSetupToken } from '@/lib/jobs/setup-token'
import { sweptUntil } from '@/lib/records/server/swept'
import { race } from '../../support/process/race'
import type { Job } from '../../support/process/race-rules'
import { problemsOf } from '../../support/world/audit-trail'
import { operatorOf } from '../../support/world/operator'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { Recovery } from '../../support/world/recovery'
import { openWorld } from '../../support/world/world'

/** The same job so many times in each of three processes. */
const everywhere = (job: Job, times = 10) => Array.from({ length: 3 }, () => Array(times).fill(job) as Job[])
const count = (answers: string[], answer: string) => answers.filter((one) => one === answer).length
const broken = (answers: string[]) => answers.filter((answer) => answer.endsWith('Error'))

test('letters of one key written at once are one that counts them all', async () => {
  const { ctx, world } = await organization()
  const { outbox } = ctx.db.tables
  expect(broken(await race(world, everywhere({ rule: 'tell', mergeKey: 'k' })))).toEqual([])
  const rows = await ctx.db.read.select().from(outbox).where(eq(outbox.mergeKey, 'k'))
  expect(rows.map(({ merged }) => merged)).toEqual([30])
})

test('each letter is claimed by one, and what is merged into it meanwhile is not lost', async () => {
  const { ctx, world } = await organization()
  const { outbox } = ctx.db.tables
  await ctx.db.write((tx) => tx.delete(outbox))
  for (let n = 0; n < 3; n++) await race(world, [[{ rule: 'tell', mergeKey: `k${n}` }]])
  const jobs: Job[] = [{ rule: 'claimLetter' }, { rule: 'tell', mergeKey: 'k0' }, { rule: 'claimLetter' }]
  const answers = await race(world, [jobs, jobs, jobs])
  expect(broken(answers)).toEqual([])
  const claimed = answers.filter((answer) => answer.includes(' ')).map((answer) => answer.split(' '))
  const ids = claimed.map(([id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const untouched = (await ctx.db.read.select().from(outbox)).filter(({ id }) => !ids.includes(id))
  const told = [...claimed.map(([, merged]) => Number(merged)), ...untouched.map(({ merged }) => merged)]
  expect(told.reduce((sum, merged) => sum + merged, 0)).toBe(6)
})

test('entries of one audit log written at once are one whole chain', async () => {
  const org = await organization()
  expect(await race(org.world, everywhere({ rule: 'record', chain: org.id }))).toEqual(Array(30).fill('ok'))
  expect(await problemsOf(org)).toEqual([])
})

test.each(['suspendUser', 'removeUser', 'demote'] as const)(
  'two admins who %s each other at once: one stays',
  async (rule) => {
    const org = await organization()
    const other = await org.anotherAdmin()
    const [one, two] = [await org.asAdmin(), await other.signInAsAdmin()]
    const lists: Job[][] = [
      [{ rule, admin: one, userId: other.id }],
      [{ rule, admin: two, userId: org.admin.id }],
    ]
    const answers = await race(org.world, lists, { gate: 'users' })
    expect(broken(answers)).toEqual([])
    const { users } = org.ctx.db.tables
    const left = await org.ctx.db.read
      .select()
      .from(users)
      .where(and(eq(users.role, 'admin'), eq(users.status, 'active')))
    expect(left).toHaveLength(1)
    expect(count(answers, 'ok')).toBe(1)
  },
)

/** How many people there are in each place: counted, and kept. */
async function headcounts({ ctx, id }: Organization) {
  const { users, headcounts } = ctx.db.tables
  const people = await ctx.db.read.select().from(users).where(eq(users.organizationId, id))
  const counted: Record<string, number> = {}
  for (const { status, secondFactor } of people)
    counted[`${status} ${secondFactor}`] = (counted[`${status} ${secondFactor}`] ?? 0) + 1
  const rows = await ctx.db.read.select().from(headcounts).where(eq(headcounts.organizationId, id))
  const kept = rows.filter((row) => row.people !== 0)
  return {
    counted,
    kept: Object.fromEntries(
      kept.map(({ status, secondFactor, people }) => [`${status} ${secondFactor}`, people]),
    ),
  }
}

test('people who are changed and removed at once are counted right', async () => {
  const org = await organization()
  const agents: Person[] = []
  for (let n = 0; n < 4; n++) agents.push(await org.agent())
  const admin: Admin = await org.asAdmin()
  const lists = [0, 1, 2].map((process) =>
    Array.from({ length: 16 }, (_, n): Job => {
      const about = { admin, userId: agents[n % 4]?.id ?? '' }
      const jobs: Job[] = [
        { rule: 'suspendUser', ...about },
        { rule: 'reactivateUser', ...about },
        { rule: 'requireTwoFactor', ...about, required: true },
        { rule: 'requireTwoFactor', ...about, required: false },
      ]
      const removal: Job = { rule: 'removeUser', ...about }
      return n === 15 ? removal : (jobs[(n + process) % 4] ?? removal)
    }),
  )
  expect(broken(await race(org.world, lists))).toEqual([])
  const { counted, kept } = await headcounts(org)
  expect(kept).toEqual(counted)
})

test('someone added several times at once is added once', async () => {
  const org = await organization()
  const job: Job = { rule: 'addUser', admin: await org.asAdmin(), email: 'twin@example.com' }
  const answers = await race(org.world, everywhere(job, 3))
  expect([count(answers, 'ok'), count(answers, 'email-unavailable')]).toEqual([1, 8])
})

test.each(['suspendUser', 'requireTwoFactor', 'resetTwoFactor'] as const)(
  'a ticket redeemed while its owner meets %s leaves no session',
  async (rule) => {
    const org = await organization()
    const admin = await org.asAdmin()
    const lists: Job[][] = [[], []]
    const agents: Person[] = []
    for (let n = 0; n < 8; n++) {
      const agent = await org.agent()
      agents.push(agent)
      lists[0]?.push({ rule: 'redeemTicket', ticket: await agent.ticket() })
      const about = { admin, userId: agent.id }
      lists[1]?.push(rule === 'requireTwoFactor' ? { rule, ...about, required: true } : { rule, ...about })
    }
    expect(broken(await race(org.world, lists))).toEqual([])
    const { sessions } = org.ctx.db.tables
    const open = await org.ctx.db.read.select({ userId: sessions.userId }).from(sessions)
    expect(open.filter(({ userId }) => agents.some(({ id }) => id === userId))).toEqual([])
  },
)

test('a server that starts while set-up completes leaves no token', async () => {
  const world = await openWorld()
  const token = (await issueSetupToken(world.ctx)) ?? ''
  const setUp: Job = { rule: 'setUpOrganization', token, n: 1 }
  await race(world, [[setUp], [{ rule: 'issueSetupToken' }]], { gate: 'users' })
  const { organizations, serverFacts } = world.db.tables
  const tokens = await world.db.read.select().from(serverFacts).where(eq(serverFacts.name, 'setup-token'))
  const founded = await world.db.read.select().from(organizations)
  expect(tokens.length + founded.length).toBe(1)
})

test('of requests to recover asked for at once three are opened, and one stands', async () => {
  const org = await organization()
  expect(
    broken(await race(org.world, everywhere({ rule: 'openRequest', email: org.admin.email }, 4))),
  ).toEqual([])
  const { recoveryRequests } = org.ctx.db.tables
  const rows = await org.ctx.db.read.select().from(recoveryRequests)
  expect([rows.length, rows.filter(({ state }) => state === 'asked').length]).toEqual([3, 1])
})

test('two operators who approve at once where two are needed begin the wait', async () => {
  const recovery = await Recovery.open()
  await recovery.confirmed()
  const { operator: second } = await operatorOf(recovery.org.world)
  const requestId = await recovery.id()
  const answers = await race(
    recovery.org.world,
    [recovery.operator, second].map((operator): Job[] => [
      { rule: 'approveRequest', operator, requestId, approvals: 2 },
    ]),
  )
  expect(answers).toEqual(['ok', 'ok'])
  expect(await recovery.state()).toBe('approved')
})

test('what the time brings to a request is told once, by however many servers', async () => {
  const recovery = await Recovery.open()
  await recovery.approved()
  await recovery.untilReady()
  await race(recovery.org.world, everywhere({ rule: 'progressRequests' }, 2))
  const { links, outbox } = recovery.ctx.db.tables
  const sent = await recovery.ctx.db.read.select().from(links).where(eq(links.purpose, 'recovery-complete'))
  expect(sent).toHaveLength(1)
  const told = await recovery.ctx.db.read.select().from(outbox).where(eq(outbox.name, 'recovery-ready'))
  expect(told.map(({ merged }) => merged)).toEqual([1])
})

test('each errand is run once, by however many servers', async () => {
  const org = await organization()
  const { errands, outbox } = org.ctx.db.tables
  for (let n = 0; n < 4; n++) {
    const { email } = await org.agent()
    granted(await askForReset(org.ctx, { email }))
  }
  await org.ctx.db.write((tx) => tx.delete(outbox))
  expect(await race(org.world, everywhere({ rule: 'runErrands' }, 1))).toEqual(Array(3).fill('ok'))
  expect(await org.ctx.db.read.select().from(errands)).toEqual([])
  expect((await org.ctx.db.read.select().from(outbox)).map(({ merged }) => merged)).toEqual([1, 1, 1, 1])
})

test('sign-ins that were not finished are told once, by however many servers sweep', async () => {
  const org = await organization()
  const { outbox } = org.ctx.db.tables
  for (let n = 0; n < 4; n++) {
    const agent = await org.agent({ enrolled: true })
    await agent.challenge({ ctx: org.world.from({ address: '198.51.100.7' }) })
  }
  org.world.clock.pass(minutes(11))
  await org.ctx.db.write((tx) => tx.delete(outbox))
  expect(await race(org.world, everywhere({ rule: 'sweep' }, 1))).toEqual(Array(3).fill('ok'))
  expect((await org.ctx.db.read.select().from(outbox)).map(({ merged }) => merged)).toEqual([1, 1, 1, 1])
})

test('of three servers whose clock is years ahead each sweeps, and together they go no faster than one', async () => {
  const { ctx, world } = await organization()
  await race(world, [[{ rule: 'sweep' }]])
  const from = (await sweptUntil(ctx.db.read, ctx))?.getTime() ?? 0
  world.clock.pass(days(3650))
  for (let minute = 1; minute <= 3; minute++) {
    for (const third of [0, 1, 2]) {
      await race(
        world,
        [0, 1, 2].map((server): Job[] => (server === third ? [{ rule: 'sweep' }] : [])),
      )
      world.clock.pass(seconds(20))
    }
    const until = (await sweptUntil(ctx.db.read, ctx))?.getTime() ?? 0
    expect([minute, until - from <= 2 * minutes(minute + 1)]).toEqual([minute, true])
    expect(until - from).toBeGreaterThanOrEqual(2 * minutes(minute))
  }
  // Nor where all of them do it at the same moment.
  const before = (await sweptUntil(ctx.db.read, ctx))?.getTime() ?? 0
  expect(broken(await race(world, everywhere({ rule: 'sweep' }, 1)))).toEqual([])
  expect(((await sweptUntil(ctx.db.read, ctx))?.getTime() ?? 0) - before).toBeLessThanOrEqual(minutes(2))
})

test('of three servers that ask at once one logs the audit heads, and one again a day later', async () => {
  const { world } = await organization()
  for (let day = 0; day < 3; day++) {
    const answers = await race(world, everywhere({ rule: 'takeTurn' }, 3))
    expect([day, count(answers, 'turn'), count(answers, 'none')]).toEqual([day, 1, 8])
    world.clock.pass(days(1))
  }
})
