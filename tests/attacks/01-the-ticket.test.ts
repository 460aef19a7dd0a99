import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { seconds } from '@/lib/duration'
import { organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import { challengerOf } from '../support/world/person'
import { openThings } from '../support/world/rows'

test('of fifty who present one ticket at once, one gets a session', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const before = (await openThings(org.ctx, agent.id)).sessions
  const ticket = await agent.ticket()
  const answers = await Promise.all(Array.from({ length: 50 }, () => redeemTicket(org.ctx, ticket, 'web')))
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  expect((await openThings(org.ctx, agent.id)).sessions).toBe(before + 1)
})

test('a ticket cannot be moved to another channel, neither way', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const web = await agent.ticket()
  expect(codeOf(await redeemTicket(org.ctx, web, 'api'))).toBe('ticket-invalid')
  const api = await agent.ticket({ channel: 'api' })
  expect(codeOf(await redeemTicket(org.ctx, api, 'web'))).toBe('ticket-invalid')
})

test('a ticket cannot be forged: not by chance, from its challenge, or from what the database holds', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { token } = granted(await agent.enterPassword())
  const code = await agent.phone.nextCode()
  const { ticket } = granted(await finishWithCode(org.ctx, await challengerOf(org.ctx, { token }), { code }))
  const { challenges } = org.ctx.db.tables
  const rows = await org.ctx.db.read.select().from(challenges)
  const stored = rows.flatMap((row) => [row.id, row.tokenDigest, row.ticketDigest ?? Buffer.alloc(32)])
  const forged = [
    token,
    ...stored.map((value) => (typeof value === 'string' ? value : value.toString('base64url'))),
    ...Array.from({ length: 100 }, () => randomBytes(32).toString('base64url')),
    `${ticket.slice(0, -1)}${ticket.endsWith('A') ? 'B' : 'A'}`,
    ticket.toUpperCase(),
    ` ${ticket}`,
    `${ticket}=`,
    '',
    "' or 1=1 --",
  ]
  for (const text of forged.filter((text) => text !== ticket))
    expect([text, codeOf(await redeemTicket(org.ctx, text, 'web'))]).toEqual([text, 'ticket-invalid'])
  expect(codeOf(await redeemTicket(org.ctx, ticket, 'web'))).toBe('ok')
})

test('a ticket that nobody fetched within a minute is dead', async () => {
  const org = await organization()
  const agent = await org.agent()
  const ticket = await agent.ticket()
  org.world.clock.pass(seconds(60))
  expect(codeOf(await redeemTicket(org.ctx, ticket, 'web'))).toBe('ticket-invalid')
})
