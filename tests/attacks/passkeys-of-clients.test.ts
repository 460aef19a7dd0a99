import { expect, test } from 'vitest'
import { type Challenger, mintChallenger } from '@/lib/actors'
import { changePassword } from '@/lib/acts/passwords/change'
import { finishWithPasskey } from '@/lib/acts/sign-in/passkey'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import type { Context } from '@/lib/context'
import { minutes, seconds } from '@/lib/duration'
import { findChallengeOfPage, pageOf } from '@/lib/queries/challenges'
import { passkeyForStep } from '@/lib/queries/passkeys'
import { callApi, tokensIn } from '../support/server/api-client'
import { organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import { addKey, asked } from '../support/world/passkeys'
import { challengerOf, type Person } from '../support/world/person'
import type { SecurityKey } from '../support/world/security-key'

/*
 * A client that cannot ask for a passkey, such as a browser extension, has a page of the server do it. Its address may come
 * into wrong hands, and so may what the page leaves.
 */

const client = { kind: 'extension', name: 'Firefox on Linux' }

/** Begins a sign-in over the token API: the token of its challenge, and the last part of the page's address. */
async function begin({ world: { ctx }, email, password }: Person) {
  const { body } = await callApi(ctx, 'POST', '/sign-in', { body: { email, password, client } })
  const challenge = String(body.challenge)
  const page = await callApi(ctx, 'POST', '/sign-in/passkey/page', { body: { challenge } })
  return { challenge, page: String(page.body.path).split('/').at(-1) ?? '' }
}

async function shown(ctx: Context, page: string): Promise<Challenger | null> {
  const found = await findChallengeOfPage(ctx, page)
  return found && mintChallenger(found)
}

/** Whoever has the key uses it on the page: what is in the address afterwards. */
async function useKey(ctx: Context, page: string, key: SecurityKey): Promise<string> {
  const challenger = asked(await shown(ctx, page))
  const answer = key.get(asked(await passkeyForStep(ctx, challenger)))
  return granted(await finishWithPasskey(ctx, challenger, { answer }, 'ticket')).ticket
}

const exchange = (ctx: Context, challenge: string, ticket: string) =>
  callApi(ctx, 'POST', '/sign-in/ticket', { body: { challenge, ticket } })

async function keyed() {
  const org = await organization()
  const agent = await org.agent()
  return { org, ctx: org.ctx, agent, ...(await addKey(agent)) }
}

test('a thief with the password has the owner use the key on the page of their sign-in: it opens nothing for them', async () => {
  const { ctx, agent, key } = await keyed()
  const thief = await begin(agent)
  const ticket = await useKey(ctx, thief.page, key)
  const { challenge } = thief
  const body = { challenge }
  for (const guess of ['A'.repeat(43), challenge, thief.page])
    expect((await exchange(ctx, challenge, guess)).body.code).toMatch(/ticket-invalid|input-invalid/)
  for (const path of [
    '/sign-in/passkey/options',
    '/sign-in/passkey/page',
    '/sign-in/enrollment/passkey/options',
  ])
    expect((await callApi(ctx, 'POST', path, { body })).body.code).toBe('challenge-over')
  expect(await shown(ctx, thief.page)).toBeNull()
  // Nor does it sign the browser in that it lies in.
  expect(codeOf(await redeemTicket(ctx, ticket, 'web'))).toBe('ticket-invalid')
})

test("what the page leaves is worth nothing without the sign-in it belongs to: not with another's, nor one's own other one", async () => {
  const { org, ctx, agent, key } = await keyed()
  const other = await org.agent()
  await addKey(other)
  const [mine, again, theirs] = [await begin(agent), await begin(agent), await begin(other)]
  const ticket = await useKey(ctx, mine.page, key)
  for (const { challenge } of [again, theirs])
    expect((await exchange(ctx, challenge, ticket)).body.code).toBe('ticket-invalid')
  expect(tokensIn(await exchange(ctx, mine.challenge, ticket)).accessToken).not.toBe('')
})

test('it is exchanged once, and of thirty at once one is answered', async () => {
  const { ctx, agent, key } = await keyed()
  const { challenge, page } = await begin(agent)
  const ticket = await useKey(ctx, page, key)
  const answers = await Promise.all(Array.from({ length: 30 }, () => exchange(ctx, challenge, ticket)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect((await exchange(ctx, challenge, ticket)).body.code).toBe('ticket-invalid')
})

test('it works for a minute, also where the clock is set back', async () => {
  const { org, ctx, agent, key } = await keyed()
  const { challenge, page } = await begin(agent)
  const ticket = await useKey(ctx, page, key)
  org.world.clock.pass(seconds(61))
  expect((await exchange(ctx, challenge, ticket)).body.code).toBe('ticket-invalid')
  org.world.clock.pass(-minutes(10))
  expect((await exchange(ctx, challenge, ticket)).body.code).toBe('ticket-invalid')
})

test('an address that was made up, bent or of a sign-in on the web shows no page', async () => {
  const { ctx, agent } = await keyed()
  const [mine, other] = [await begin(agent), await begin(agent)]
  const bytes = (page: string) => Buffer.from(page, 'base64url')
  const id = (page: string) => bytes(page).subarray(0, 16)
  const seal = (page: string) => bytes(page).subarray(16)
  const onTheWeb = pageOf(ctx, await challengerOf(ctx, granted(await agent.enterPassword()), 'web'))
  const bent = [
    Buffer.concat([id(mine.page), seal(other.page)]).toString('base64url'),
    Buffer.concat([id(mine.page), Buffer.alloc(32)]).toString('base64url'),
    id(mine.page).toString('base64url'),
    `${mine.page}=`,
    `${mine.page}A`,
    mine.challenge,
    onTheWeb.split('/').at(-1) ?? '',
    '',
  ]
  for (const page of bent) expect([page, await shown(ctx, page)]).toEqual([page, null])
  expect(await shown(ctx, mine.page)).not.toBeNull()
})

test('the page ends with its sign-in: after ten minutes, after five wrong answers, with a new password', async () => {
  const { org, ctx, agent, key, member } = await keyed()
  const late = await begin(agent)
  org.world.clock.pass(minutes(11))
  expect(await shown(ctx, late.page)).toBeNull()
  const guessed = await begin(agent)
  for (let n = 0; n < 5; n++) {
    const challenger = asked(await shown(ctx, guessed.page))
    const options = asked(await passkeyForStep(ctx, challenger))
    const answer = key.get(options, { origin: 'https://evil.example' })
    expect((await finishWithPasskey(ctx, challenger, { answer }, 'ticket')).ok).toBe(false)
  }
  expect(await shown(ctx, guessed.page)).toBeNull()
  const { page } = await begin(agent)
  const newPassword = 'seven quiet umbrellas'
  granted(await changePassword(ctx, member, { password: agent.password, newPassword }))
  expect(await shown(ctx, page)).toBeNull()
})
