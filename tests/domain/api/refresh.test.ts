import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { openVault } from '@/lib/crypto/vault'
import { hours, minutes, seconds } from '@/lib/duration'
import { callApi, tokensIn } from '../../support/server/api-client'
import { Letters } from '../../support/world/letters'
import { organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { auditEvents } from '../../support/world/rows'
import { bytesOf } from '../../support/world/sealed'

async function signedIn() {
  const org = await organization()
  const ben = await org.agent()
  const { ctx } = org
  const opened = await ben.openSession({ channel: 'api', kind: 'extension' })
  const refresh = (refreshToken: string) =>
    callApi(ctx, 'POST', '/tokens/refresh', { body: { refreshToken } })
  const opens = async (bearer: string) => (await callApi(ctx, 'GET', '/me', { bearer })).status === 200
  return { org, ben, opened, refresh, opens, first: opened.refresh?.token ?? '' }
}

test('an access token works for ten minutes; the refresh token gets the next two, and both before are dead', async () => {
  const { org, opened, refresh, opens, first } = await signedIn()
  org.world.clock.pass(minutes(10) - 1)
  expect(await opens(opened.token)).toBe(true)
  org.world.clock.pass(1)
  expect(await opens(opened.token)).toBe(false)
  const tokens = tokensIn(await refresh(first))
  expect(await opens(tokens.accessToken)).toBe(true)
  const next = tokensIn(await refresh(tokens.refreshToken))
  expect(await opens(tokens.accessToken)).toBe(false)
  expect(await opens(next.accessToken)).toBe(true)
})

test('a refresh token that comes back after 30 seconds ends the whole family, and the person is told', async () => {
  const { org, ben, refresh, opens, first } = await signedIn()
  const letters = new Letters(org.world)
  await letters.arrived()
  const tokens = tokensIn(await refresh(first))
  org.world.clock.pass(seconds(30))
  const again = await refresh(first)
  expect([again.status, again.body.code]).toEqual([401, 'token-invalid'])
  expect(await opens(tokens.accessToken)).toBe(false)
  expect((await refresh(tokens.refreshToken)).status).toBe(401)
  const letter = await letters.last(ben.email)
  expect(letter.subject).toBe('A session was ended for your safety')
  // What is known is that it was used twice, not who did.
  expect(letter.text).toContain('renewed twice with the same key')
  expect(letter.text).not.toMatch(/copied|stole/)
  expect(await auditEvents(org.ctx, org.id)).toContain('refresh-token.reused')
  expect((await refresh(first)).status).toBe(401)
  expect(await letters.arrived()).toEqual([])
})

test('a call whose answer was lost gets the same answer again, for 30 seconds', async () => {
  const { org, refresh, opens, first } = await signedIn()
  const lost = await refresh(first)
  org.world.clock.pass(seconds(30) - 1)
  const again = await refresh(first)
  expect(again.body).toEqual(lost.body)
  const tokens = tokensIn(again)
  expect(await opens(tokens.accessToken)).toBe(true)
  expect((await refresh(tokens.refreshToken)).status).toBe(200)
  expect(await auditEvents(org.ctx, org.id)).not.toContain('refresh-token.reused')
})

test('once what it was exchanged for was used, one that comes back ends the family at once', async () => {
  const { refresh, opens, first } = await signedIn()
  const second = tokensIn(await refresh(first))
  const third = tokensIn(await refresh(second.refreshToken))
  expect((await refresh(first)).status).toBe(401)
  expect(await opens(third.accessToken)).toBe(false)
  expect((await refresh(third.refreshToken)).status).toBe(401)
})

test('twenty honest ones at once all get the same tokens, and those work', async () => {
  const { org, refresh, opens, first } = await signedIn()
  const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(first)))
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  for (const answer of answers.slice(0, 2)) expect(await opens(tokensIn(answer).accessToken)).toBe(true)
  expect(await auditEvents(org.ctx, org.id)).not.toContain('refresh-token.reused')
})

test('the same answer survives a rotation of the key, and comes from no other key', async () => {
  const { org, refresh, first } = await signedIn()
  const { ctx, world } = org
  const before = await refresh(first)
  const [old, fresh] = [world.key, randomBytes(32)]
  const from = (keys: Buffer[]) =>
    callApi({ ...ctx, vault: openVault(keys) }, 'POST', '/tokens/refresh', { body: { refreshToken: first } })
  expect((await from([fresh, old])).body).toEqual(before.body)
  expect((await from([fresh])).status).toBe(401)
})

test('a session that ended meanwhile is not answered again, and the database holds digests only', async () => {
  const { org, ben, refresh, first } = await signedIn()
  const { accessToken, refreshToken } = tokensIn(await refresh(first))
  const held = (await bytesOf(org.world.place)).toString('latin1')
  expect(held).toContain(ben.email)
  for (const token of [first, accessToken, refreshToken]) expect(held).not.toContain(token)
  granted(await signOutUser(org.ctx, await org.asAdmin(), { userId: ben.id }))
  expect((await refresh(first)).status).toBe(401)
})

test('what was renewed while the clock was a day ahead is renewed no more once it is right', async () => {
  const { org, refresh, first } = await signedIn()
  org.world.clock.pass(hours(24))
  const ahead = tokensIn(await refresh(first))
  expect(ahead.refreshToken).not.toBe('')
  org.world.clock.pass(-hours(24))
  expect((await refresh(ahead.refreshToken)).status).toBe(401)
  expect((await refresh(first)).status).toBe(401)
})

test('a suspended person, and one whose password changed, refresh nothing', async () => {
  const { org, ben, refresh, first } = await signedIn()
  await suspendUser(org.ctx, await org.asAdmin(), { userId: ben.id })
  expect((await refresh(first)).status).toBe(401)
})
