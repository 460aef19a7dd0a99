import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Channel, SessionKind } from '@/db/tables/sign-in'
import { digest, looksLikeToken, newToken } from '@/lib/crypto/token'
import { days, hours, minutes } from '@/lib/duration'
import { findSession } from '@/lib/queries/sessions/find'
import { LiveSession } from '../../support/world/live-session'
import { type Organization, organization } from '../../support/world/organization'
import type { Person } from '../../support/world/person'

type Way = { role: 'agent' | 'admin'; kind: SessionKind; channel?: Channel }

// The installed app signs in on the web; an app that is not one, over the token API.
const lifetimes: (Way & { idle: number; absolute: number })[] = [
  { role: 'agent', kind: 'web', idle: minutes(60), absolute: hours(24) },
  { role: 'admin', kind: 'web', idle: minutes(30), absolute: hours(12) },
  { role: 'agent', kind: 'extension', channel: 'api', idle: days(7), absolute: days(30) },
  { role: 'admin', kind: 'extension', channel: 'api', idle: days(7), absolute: hours(24) },
  { role: 'agent', kind: 'mobile', channel: 'api', idle: days(7), absolute: days(30) },
  { role: 'admin', kind: 'mobile', channel: 'api', idle: days(7), absolute: hours(24) },
  { role: 'agent', kind: 'mobile', channel: 'web', idle: days(7), absolute: days(30) },
  { role: 'admin', kind: 'mobile', channel: 'web', idle: days(7), absolute: hours(24) },
]

async function liveSession(org: Organization, { role, kind, channel = 'web' }: Way) {
  const person: Person = role === 'admin' ? org.admin : await org.agent()
  return new LiveSession(org.ctx, await person.openSession({ channel, kind }))
}

const sessionOf = async (org: Organization, role: 'agent' | 'admin', kind: SessionKind) =>
  (await liveSession(org, { role, kind })).token

const rowOf = async (org: Organization, token: string) => {
  const { sessions } = org.ctx.db.tables
  const [row] = await org.ctx.db.read
    .select()
    .from(sessions)
    .where(eq(sessions.tokenDigest, digest(token)))
  return row
}

test.each(lifetimes)('a session of an $role on $kind, $channel, ends for want of use', async (way) => {
  const { idle, absolute } = way
  const org = await organization()
  const session = await liveSession(org, way)
  org.world.clock.pass(Math.min(idle, absolute) - 1)
  const found = await rowOf(org, session.token)
  expect(found?.idleExpiresAt.getTime()).toBe((found?.createdAt.getTime() ?? 0) + idle)
  org.world.clock.pass(1)
  expect(await session.use()).toBe(false)
})

test.each(lifetimes)(
  'a session of an $role on $kind, $channel, ends however much it is used',
  async (way) => {
    const { idle, absolute } = way
    const org = await organization()
    const session = await liveSession(org, way)
    const stride = Math.min(idle, absolute) / 2
    let left: number = absolute
    for (; left > stride; left -= stride) {
      expect(await session.use()).toBe(true)
      org.world.clock.pass(stride)
    }
    expect(await session.use()).toBe(true)
    org.world.clock.pass(left - 1)
    expect(await session.use()).toBe(true)
    org.world.clock.pass(1)
    expect(await session.use()).toBe(false)
  },
)

test('that a session was used is written at most once a minute', async () => {
  const org = await organization()
  const token = await sessionOf(org, 'agent', 'web')
  const opened = org.ctx.now()
  org.world.clock.pass(minutes(1) - 1)
  await findSession(org.ctx, token)
  expect((await rowOf(org, token))?.lastSeenAt).toEqual(opened)
  org.world.clock.pass(1)
  await findSession(org.ctx, token)
  expect(await rowOf(org, token)).toMatchObject({
    lastSeenAt: org.ctx.now(),
    idleExpiresAt: new Date(org.ctx.now().getTime() + minutes(60)),
  })
})

test('a token has 256 bits, is new at every sign-in, and only its digest is stored', async () => {
  const org = await organization()
  const agent = await org.agent()
  const first = await agent.openSession()
  const second = await agent.openSession()
  expect(first.token).not.toBe(second.token)
  expect(Buffer.from(first.token, 'base64url')).toHaveLength(32)
  const row = await rowOf(org, first.token)
  expect(row?.tokenDigest).toEqual(digest(first.token))
  expect(JSON.stringify(row)).not.toContain(first.token)
})

test('what does not look like a token opens nothing, and neither does a digest', async () => {
  const org = await organization()
  const token = await sessionOf(org, 'agent', 'web')
  for (const text of [
    '',
    'x',
    `${token}x`,
    digest(token).toString('base64url'),
    newToken(),
    `${token}\u0000`,
  ])
    expect(await findSession(org.ctx, text)).toBeNull()
  expect(looksLikeToken(token)).toBe(true)
  expect(looksLikeToken(`${token}\n`)).toBe(false)
})

test('a session tells who it is of', async () => {
  const org = await organization()
  const token = await sessionOf(org, 'admin', 'web')
  expect(await findSession(org.ctx, token)).toEqual({
    ...{ userId: org.admin.id, sessionId: expect.any(String) },
    ...{ channel: 'web', kind: 'web', role: 'admin' },
    ...{ organizationId: org.id, organizationName: 'Acme Freight' },
    ...{ name: org.admin.name, email: org.admin.email },
  })
})
