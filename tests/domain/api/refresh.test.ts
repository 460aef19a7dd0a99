import { expect, test } from 'vitest'
import { minutes } from '@/lib/duration'
import { suspendUser } from '@/lib/users/status'
import { callApi, tokensIn } from '../../support/api-client'
import { Letters } from '../../support/letters'
import { organization } from '../../support/organization'
import { auditEvents } from '../../support/rows'

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

test('a refresh token that comes back ends the whole family, and the person is told', async () => {
  const { org, ben, refresh, opens, first } = await signedIn()
  const letters = new Letters(org.world)
  await letters.arrived()
  const tokens = tokensIn(await refresh(first))
  const thief = await refresh(first)
  expect([thief.status, thief.body.code]).toEqual([401, 'token-invalid'])
  expect(await opens(tokens.accessToken)).toBe(false)
  expect((await refresh(tokens.refreshToken)).status).toBe(401)
  expect((await letters.last(ben.email)).subject).toBe('A session was ended for your safety')
  expect(await auditEvents(org.ctx, org.id)).toContain('refresh-token.reused')
  expect((await refresh(first)).status).toBe(401)
  expect(await letters.arrived()).toEqual([])
})

test('twenty at once: one gets tokens, and the session is over for all of them', async () => {
  const { refresh, opens, first } = await signedIn()
  const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(first)))
  const won = answers.filter(({ status }) => status === 200).map(tokensIn)
  expect(won).toHaveLength(1)
  for (const { accessToken } of won) expect(await opens(accessToken)).toBe(false)
})

test('a suspended person, and one whose password changed, refresh nothing', async () => {
  const { org, ben, refresh, first } = await signedIn()
  await suspendUser(org.ctx, await org.asAdmin(), { userId: ben.id })
  expect((await refresh(first)).status).toBe(401)
})
