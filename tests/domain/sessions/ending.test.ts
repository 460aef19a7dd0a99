import { expect, test } from 'vitest'
import { endOtherSessions } from '@/lib/acts/sessions/end-others'
import { endOwnSession, endSessionInput } from '@/lib/acts/sessions/end-own'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { describeClient } from '@/lib/client'
import { minutes } from '@/lib/duration'
import { findSession } from '@/lib/queries/sessions/find'
import { listOwnSessions } from '@/lib/queries/sessions/list'
import { organization } from '../../support/world/organization'
import { codeOf } from '../../support/world/outcome'
import { memberOf } from '../../support/world/person'
import { auditEvents, auditTrail } from '../../support/world/rows'

test('signing out ends the session on the server: a copied cookie is dead at once', async () => {
  const org = await organization()
  const agent = await org.agent()
  const other = await agent.openSession()
  const { token } = await agent.openSession()
  const member = await memberOf(org.ctx, token)
  expect(codeOf(await signOut(org.ctx, member))).toBe('ok')
  expect(await findSession(org.ctx, token)).toBeNull()
  expect(await findSession(org.ctx, other.token)).not.toBeNull()
  expect(codeOf(await signOut(org.ctx, member))).toBe('ok')
  expect((await auditEvents(org.ctx, org.id)).filter((event) => event === 'session.ended')).toHaveLength(1)
})

test('people see their own live sessions, the latest used first, the current one marked', async () => {
  const org = await organization()
  const agent = await org.agent()
  await org.agent({ enrolled: true })
  const expired = await agent.openSession()
  org.world.clock.pass(minutes(50))
  const phone = org.world.from({
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1',
  })
  const mobile = await agent.openSession({ channel: 'api', kind: 'mobile', ctx: phone })
  org.world.clock.pass(minutes(10))
  const member = await agent.signIn()
  const listed = await listOwnSessions(org.ctx, member)
  expect(listed.map(({ id, kind, current }) => ({ id, kind, current }))).toEqual([
    { id: member.sessionId, kind: 'web', current: true },
    { id: mobile.sessionId, kind: 'mobile', current: false },
  ])
  expect(listed[0]).toMatchObject({ client: 'Firefox on Linux', address: '192.0.2.10' })
  expect(await findSession(org.ctx, expired.token)).toBeNull()
})

test('one session of their own is ended; that of another, or one gone, is unknown', async () => {
  const org = await organization()
  const agent = await org.agent()
  const foreign = await (await org.agent()).openSession()
  const second = await agent.openSession()
  const member = await agent.signIn()
  const end = async (sessionId: string) => codeOf(await endOwnSession(org.ctx, member, { sessionId }))
  expect(await end(foreign.sessionId)).toBe('session-unknown')
  expect(await findSession(org.ctx, foreign.token)).not.toBeNull()
  expect(await end(second.sessionId)).toBe('ok')
  expect(await findSession(org.ctx, second.token)).toBeNull()
  expect(await end(second.sessionId)).toBe('session-unknown')
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'sessions.ended',
    detail: { sessions: 1, endedClient: 'Firefox on Linux' },
  })
  expect(endSessionInput.safeParse({ sessionId: 'x', userId: 'y' }).success).toBe(false)
})

test('Sign out everywhere else spares the session it is asked from, and says how many it ended', async () => {
  const org = await organization()
  const agent = await org.agent()
  const neighbour = await (await org.agent()).openSession()
  const others = [await agent.openSession(), await agent.openSession({ channel: 'api', kind: 'mobile' })]
  const here = await agent.openSession()
  const member = await memberOf(org.ctx, here.token)
  expect(await endOtherSessions(org.ctx, member)).toEqual({ ok: true, value: 2 })
  for (const { token } of others) expect(await findSession(org.ctx, token)).toBeNull()
  expect(await findSession(org.ctx, here.token)).not.toBeNull()
  expect(await findSession(org.ctx, neighbour.token)).not.toBeNull()
  const entries = (await auditTrail(org.ctx, org.id)).length
  expect(await endOtherSessions(org.ctx, member)).toEqual({ ok: true, value: 0 })
  expect(await auditTrail(org.ctx, org.id)).toHaveLength(entries)
})

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
    'Chrome on Windows',
  ],
  ['<img src=x onerror=alert(1)>/1.0', 'Unknown browser'],
  ['=cmd|calc!A1\r\nX: y\u001b[31m\u2028', 'Unknown browser'],
  ['x'.repeat(100_000), 'Unknown browser'],
])('the client of %j is called %s', (userAgent, words) => {
  expect(describeClient(userAgent)).toBe(words)
})
