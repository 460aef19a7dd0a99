import { expect, test } from 'vitest'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { suspendUser } from '@/lib/acts/users/suspend'
import { newToken } from '@/lib/crypto/token'
import { seconds } from '@/lib/duration'
import { findChallenge } from '@/lib/queries/challenges'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail, plantUser, userRow } from '../../support/world/rows'

test('a ticket opens one session, once', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const ticket = await agent.ticket()
  expect(codeOf(await redeemTicket(org.ctx, ticket, 'web'))).toBe('ok')
  expect(codeOf(await redeemTicket(org.ctx, ticket, 'web'))).toBe('ticket-invalid')
})

test('of twenty who bring one ticket at once, one gets a session', async () => {
  const org = await organization()
  const ticket = await (await org.agent()).ticket()
  const answers = await Promise.all(Array.from({ length: 20 }, () => redeemTicket(org.ctx, ticket, 'web')))
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
})

test('a ticket cannot be moved to another channel, and is not spent by the attempt', async () => {
  const org = await organization()
  const agent = await org.agent()
  const ticket = await agent.ticket({ channel: 'web' })
  expect(codeOf(await redeemTicket(org.ctx, ticket, 'api'))).toBe('ticket-invalid')
  expect(codeOf(await redeemTicket(org.ctx, ticket, 'web'))).toBe('ok')
})

test('a made-up ticket, and a challenge token in place of one, open nothing', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { token } = granted(await agent.enterPassword())
  for (const forged of [newToken(), token, '', 'x'.repeat(10_000)])
    expect(codeOf(await redeemTicket(org.ctx, forged, 'web'))).toBe('ticket-invalid')
})

test('a ticket lives for a minute', async () => {
  const org = await organization()
  const agent = await org.agent()
  const first = await agent.ticket()
  const second = await agent.ticket()
  org.world.clock.pass(seconds(60) - 1)
  expect(codeOf(await redeemTicket(org.ctx, first, 'web'))).toBe('ok')
  org.world.clock.pass(1)
  expect(codeOf(await redeemTicket(org.ctx, second, 'web'))).toBe('ticket-invalid')
})

test('a ticket of someone suspended meanwhile opens nothing', async () => {
  const org = await organization()
  const agent = await org.agent()
  const ticket = await agent.ticket()
  granted(await suspendUser(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(codeOf(await redeemTicket(org.ctx, ticket, 'web'))).toBe('ticket-invalid')
})

test('a ticket of an older credential version opens nothing', async () => {
  const org = await organization()
  const agent = await org.agent()
  const ticket = await agent.ticket()
  await plantUser(org.ctx, agent.id, { credentialVersion: 7 })
  expect(codeOf(await redeemTicket(org.ctx, ticket, 'web'))).toBe('ticket-invalid')
})

test('a ticket without a second factor opens nothing once one is required, though nobody was signed out', async () => {
  const org = await organization()
  const agent = await org.agent()
  const ticket = await agent.ticket()
  await org.require(agent, true, false)
  expect(codeOf(await redeemTicket(org.ctx, ticket, 'web'))).toBe('ticket-invalid')
})

test('once a ticket is issued its challenge is found no more', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { token } = granted(await agent.enterPassword())
  expect(await findChallenge(org.ctx, token, 'web')).toBeNull()
})

test('a sign-in is recorded with what finished it, where from and when', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  const entry = (await auditTrail(org.ctx, org.id)).at(-1)
  expect(entry).toMatchObject({
    event: 'sign-in.succeeded',
    actor: { kind: 'user', id: agent.id, email: agent.email },
    detail: { secondStep: 'code', kind: 'web' },
    address: '192.0.2.10',
    client: 'Firefox on Linux',
    at: org.ctx.now().toISOString(),
  })
  expect((await userRow(org.ctx, member.userId)).lastSignInAt).toEqual(org.ctx.now())
})
