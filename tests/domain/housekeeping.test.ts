import Sqlite from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { days, hours, later, minutes } from '@/lib/duration'
import { sweep } from '@/lib/jobs/sweep'
import { findSession } from '@/lib/queries/sessions/find'
import { type Organization, organization } from '../support/world/organization'
import { granted } from '../support/world/outcome'
import { onlyOnSqlite } from '../support/world/postgres'

async function counts({ ctx }: Organization) {
  const { challenges, sessions, invitations, throttles, enrollments } = ctx.db.tables
  const count = async (table: typeof challenges) => (await ctx.db.read.select().from(table)).length
  const tables = { challenges, sessions, invitations, throttles, enrollments } as unknown as Record<
    string,
    typeof challenges
  >
  const counted: Record<string, number> = {}
  for (const [name, table] of Object.entries(tables)) counted[name] = await count(table)
  return counted
}

/** One of everything that expires, of today. */
async function oneOfEach(org: Organization) {
  const agent = await org.agent({ required: true })
  granted(await startEnrollment(org.ctx, await agent.challenge()))
  await org.agent({ invited: true })
  await agent.enterPassword('wrong')
}

test('what lives is not swept', async () => {
  const org = await organization()
  await oneOfEach(org)
  const before = await counts(org)
  expect(Object.values(before).every((count) => count > 0)).toBe(true)
  await sweep(org.ctx)
  expect(await counts(org)).toEqual(before)
})

test('what has expired is swept, and nothing else', async () => {
  const org = await organization()
  await oneOfEach(org)
  org.world.clock.pass(days(94))
  const agent = await org.agent()
  const live = await agent.openSession({ channel: 'api', kind: 'mobile' })
  await sweep(org.ctx)
  const left = await counts(org)
  expect(left).toMatchObject({ invitations: 0, enrollments: 0 })
  expect(await findSession(org.ctx, live.token)).not.toBeNull()
  org.world.clock.pass(minutes(61))
  await sweep(org.ctx)
  expect(await counts(org)).toMatchObject({ throttles: 0, challenges: 0, sessions: 1 })
  const { users } = org.ctx.db.tables
  expect(await org.ctx.db.read.select().from(users)).toHaveLength(4)
})

test('what apps held and has expired is swept in parts, between which others write', async () => {
  const org = await organization()
  const { oidcRows } = org.ctx.db.tables
  const row = { model: 'AccessToken', payload: '{}', createdAt: org.ctx.now() }
  const [soon, afterwards] = [later(org.ctx.now(), minutes(10)), later(org.ctx.now(), hours(2))]
  const rows = [
    ...Array.from({ length: 2500 }, (_, n) => ({ ...row, key: `expires ${n}`, expiresAt: soon })),
    { ...row, key: 'lasts', expiresAt: afterwards },
    { ...row, key: 'does not end', expiresAt: null },
  ]
  await org.ctx.db.write(async (tx) => {
    for (let n = 0; n < rows.length; n += 500) await tx.insert(oidcRows).values(rows.slice(n, n + 500))
  })
  org.world.clock.pass(minutes(20))

  const swept = sweep(org.ctx)
  const leftMeanwhile = new Set<number>()
  const watch = async () => {
    const left = await org.ctx.db.write((tx) => tx.select({ key: oidcRows.key }).from(oidcRows))
    leftMeanwhile.add(left.length)
    return left.length > 2
  }
  while (await watch());
  await swept
  const left = await org.ctx.db.read.select({ key: oidcRows.key }).from(oidcRows).orderBy(oidcRows.key)
  expect(left.map(({ key }) => key)).toEqual(['does not end', 'lasts'])
  expect([...leftMeanwhile].some((count) => count > 2 && count < rows.length)).toBe(true)
})

/** A time that a single bit has carried away, and that no date can hold. */
const noTime = 2 ** 60

/** Writes into columns what the product never would. */
function damage({ world }: Organization, sql: string): void {
  const connection = new Sqlite(world.file)
  try {
    connection.exec(sql)
  } finally {
    connection.close()
  }
}

onlyOnSqlite('a column that holds a value of another type', () => {
  test('a damaged sign-in is named, and keeps nobody else from being told of theirs', async () => {
    const org = await organization()
    const [ada, ben] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
    const bad = await ada.challenge()
    await ben.challenge()
    damage(org, `update challenges set created_at = ${noTime} where id = '${bad.challengeId}'`)
    org.world.clock.pass(minutes(11))
    expect(await sweep(org.ctx)).toEqual([{ id: bad.challengeId, problem: 'RangeError' }])
    const { outbox } = org.ctx.db.tables
    const told = await org.ctx.db.read.select().from(outbox).where(eq(outbox.name, 'sign-in-unfinished'))
    expect(told.map(({ userId }) => userId)).toEqual([ben.id])
  })

  test('a damaged session is named, and keeps no other from being set right', async () => {
    const org = await organization()
    const ben = await org.agent()
    const bad = await ben.openSession()
    const other = await ben.openSession()
    const { sessions } = org.ctx.db.tables
    damage(org, `update sessions set last_seen_at = ${noTime} where id = '${bad.sessionId}'`)
    const usedAhead = new Date(org.ctx.now().getTime() + hours(1))
    await org.ctx.db.write((tx) =>
      tx.update(sessions).set({ lastSeenAt: usedAhead }).where(eq(sessions.id, other.sessionId)),
    )
    expect(await sweep(org.ctx)).toEqual([{ id: bad.sessionId, problem: expect.any(String) }])
    const [right] = await org.ctx.db.read.select().from(sessions).where(eq(sessions.id, other.sessionId))
    expect(right?.lastSeenAt).toEqual(org.ctx.now())
  })

  test('a session that expired and cannot be deleted is named, and keeps no other from being swept', async () => {
    const org = await organization()
    const ben = await org.agent()
    const bad = await ben.openSession()
    await ben.openSession()
    const kept = `when old.id = '${bad.sessionId}' begin select raise(abort, 'a damaged page'); end`
    damage(org, `create trigger damaged before delete on sessions ${kept}`)
    org.world.clock.pass(days(2))
    expect(await sweep(org.ctx)).toEqual([{ id: bad.sessionId, problem: expect.any(String) }])
    const left = await org.ctx.db.read
      .select({ id: org.ctx.db.tables.sessions.id })
      .from(org.ctx.db.tables.sessions)
    expect(left).toEqual([{ id: bad.sessionId }])
  })
})

test('a damaged note of how far was swept keeps nothing from being swept', async () => {
  const org = await organization()
  await org.agent({ invited: true })
  await sweep(org.ctx)
  const { serverFacts } = org.ctx.db.tables
  await org.ctx.db.write((tx) =>
    tx.update(serverFacts).set({ value: 'no time' }).where(eq(serverFacts.name, 'swept-until')),
  )
  org.world.clock.pass(days(94))
  expect(await sweep(org.ctx)).toEqual([])
  expect(await counts(org)).toMatchObject({ invitations: 0 })
})
