import { expect, test } from 'vitest'
import { changeSessionLength, sessionLengthInput } from '@/lib/acts/organizations/change-sessions'
import { hours, later, minutes } from '@/lib/duration'
import { whyEnded } from '@/lib/queries/sessions/ended'
import { findSession } from '@/lib/queries/sessions/find'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { auditTrail } from '../../support/world/rows'

const shorten = async (org: Organization, idleMinutes: string, most: string) =>
  granted(
    await changeSessionLength(
      org.ctx,
      await org.asAdmin(),
      sessionLengthInput.parse({ idleMinutes, hours: most }),
    ),
  )

async function endsOf({ ctx }: Organization, userId: string) {
  const { sessions } = ctx.db.tables
  const rows = await ctx.db.read.select().from(sessions)
  return rows
    .filter((row) => row.userId === userId)
    .map(({ kind, expiresAt, idleExpiresAt }) => ({ kind, expiresAt, idleExpiresAt }))
}

test('a shorter length counts for new sessions and for open ones, on the web alone', async () => {
  const org = await organization()
  const agent = await org.agent()
  const now = org.ctx.now()
  await agent.openSession()
  await agent.openSession({ channel: 'api', kind: 'mobile' })
  const [, mobile] = await endsOf(org, agent.id)
  await shorten(org, '5', '1')
  const shorter = { expiresAt: later(now, hours(1)), idleExpiresAt: later(now, minutes(5)) }
  await agent.openSession()
  const ends = await endsOf(org, agent.id)
  expect(ends.filter(({ kind }) => kind === 'web')).toEqual([
    { kind: 'web', ...shorter },
    { kind: 'web', ...shorter },
  ])
  expect(ends.filter(({ kind }) => kind !== 'web')).toEqual([mobile])
  expect(
    (await auditTrail(org.ctx, org.id)).find(({ event }) => event === 'organization.changed'),
  ).toMatchObject({ detail: { sessionIdleMinutes: 5, sessionHours: 1 } })
})

test('use keeps a session for no longer than was chosen, and whoever was signed out reads how long', async () => {
  const org = await organization()
  await shorten(org, '5', '1')
  const agent = await org.agent()
  const { token } = await agent.openSession()
  for (let passed = 0; passed < 56; passed += 4) {
    expect(await findSession(org.ctx, token)).not.toBeNull()
    org.world.clock.pass(minutes(4))
  }
  expect(await findSession(org.ctx, token)).not.toBeNull()
  org.world.clock.pass(minutes(4))
  expect(await findSession(org.ctx, token)).toBeNull()

  const idle = await agent.openSession()
  org.world.clock.pass(minutes(5) + 1)
  expect(await findSession(org.ctx, idle.token)).toBeNull()
  expect(await whyEnded(org.ctx, idle.token)).toMatchObject({ detail: { lasts: minutes(5) } })
})

test('nothing makes a session longer than this server lets it be', async () => {
  const org = await organization()
  for (const [idleMinutes, most] of [
    ['60', ''],
    ['', '24'],
    ['-5', ''],
    ['', '1e9'],
    ['NaN', '0'],
  ])
    expect(sessionLengthInput.safeParse({ idleMinutes, hours: most }).success).toBe(false)
  await shorten(org, '30', '12')
  const admin = await org.anotherAdmin()
  const now = org.ctx.now()
  await admin.openSession()
  expect(await endsOf(org, admin.id)).toContainEqual({
    kind: 'web',
    ...{ expiresAt: later(now, hours(12)), idleExpiresAt: later(now, minutes(30)) },
  })
  await shorten(org, '', '')
  const agent = await org.agent()
  await agent.openSession()
  expect(await endsOf(org, agent.id)).toContainEqual({
    kind: 'web',
    ...{ expiresAt: later(now, hours(24)), idleExpiresAt: later(now, minutes(60)) },
  })
})
