import { expect, test } from 'vitest'
import { days, minutes } from '@/lib/duration'
import { sweep } from '@/lib/housekeeping'
import { findSession } from '@/lib/sessions/session'
import { startEnrollment } from '@/lib/two-factor/enrollment'
import { type Organization, organization } from '../support/organization'
import { granted } from '../support/outcome'

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
  org.world.clock.pass(days(4))
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
