import { expect, test } from 'vitest'
import { minutes } from '@/lib/duration'
import { findSession } from '@/lib/queries/sessions/find'
import { listOwnSessions } from '@/lib/queries/sessions/list'
import { callApi, tokensIn } from '../../support/server/api-client'
import { Authenticator } from '../../support/world/authenticator'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'

const client = { kind: 'mobile', name: 'Pixel 9' }

const enter = ({ ctx }: Organization, { email, password }: Person) =>
  callApi(ctx, 'POST', '/sign-in', { body: { email, password, client } })

test('without a second factor the password signs in, and the session has the name of its client', async () => {
  const org = await organization()
  const ben = await org.agent()
  const entered = await enter(org, ben)
  expect([entered.status, entered.body.status]).toEqual([200, 'signed-in'])
  const bearer = tokensIn(entered).accessToken
  const me = await callApi(org.ctx, 'GET', '/me', { bearer })
  expect(me.body).toEqual({
    user: { id: ben.id, name: ben.name, email: ben.email, role: 'agent' },
    organization: { id: org.id, name: 'Acme Freight' },
    twoFactor: {
      ...{ enabled: false, required: false, requiredFrom: null },
      ...{ recoveryCodesLeft: 0, authenticators: 0, passkeys: 0 },
    },
    session: { id: expect.any(String), kind: 'mobile' },
  })
  const sessions = await listOwnSessions(org.ctx, await ben.signIn())
  expect(sessions.map(({ kind, client: name }) => [kind, name])).toContainEqual(['mobile', 'Pixel 9'])
  expect((await callApi(org.ctx, 'POST', '/sign-out', { bearer })).status).toBe(204)
  expect((await callApi(org.ctx, 'GET', '/me', { bearer })).body).toMatchObject({ code: 'token-invalid' })
})

test('with one, a code or a recovery code finishes the challenge, once', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const first = await enter(org, ben)
  expect(first.body).toEqual({
    ...{ status: 'code-required', challenge: expect.any(String) },
    expiresAt: new Date(org.ctx.now().getTime() + minutes(10)).toISOString(),
  })
  const { challenge } = first.body
  const wrong = { challenge, code: await ben.phone.wrongCode() }
  const refused = await callApi(org.ctx, 'POST', '/sign-in/code', { body: wrong })
  expect([refused.status, refused.body.code]).toEqual([401, 'code-wrong'])
  const right = { challenge, code: await ben.phone.nextCode() }
  expect((await callApi(org.ctx, 'POST', '/sign-in/code', { body: right })).body.status).toBe('signed-in')
  const again = await callApi(org.ctx, 'POST', '/sign-in/code', { body: right })
  expect([again.status, again.body.code]).toEqual([410, 'challenge-over'])

  const second = await enter(org, ben)
  const recovery = { challenge: second.body.challenge, recoveryCode: ben.nextRecoveryCode() }
  const { body } = await callApi(org.ctx, 'POST', '/sign-in/recovery-code', { body: recovery })
  expect(body).toMatchObject({ status: 'signed-in', recoveryCodesLeft: 9 })
})

test('where it is required, enrollment comes before the first token', async () => {
  const org = await organization()
  const ben = await org.agent({ required: true })
  const { body: asked } = await enter(org, ben)
  expect(asked.status).toBe('enrollment-required')
  const { challenge } = asked
  const { body } = await callApi(org.ctx, 'POST', '/sign-in/enrollment', { body: { challenge } })
  const phone = Authenticator.scan(String(body.uri), { clock: org.world.clock })
  expect(phone.setupKey).toBe(body.setupKey)
  for (const path of ['/sign-in/code', '/sign-in/enrollment/confirm']) {
    const wrong = { challenge, code: await phone.wrongCode() }
    expect((await callApi(org.ctx, 'POST', path, { body: wrong })).body.status).not.toBe('signed-in')
  }
  const confirmed = await callApi(org.ctx, 'POST', '/sign-in/enrollment/confirm', {
    body: { challenge, code: await phone.nextCode() },
  })
  expect(confirmed.body).toMatchObject({ status: 'signed-in' })
  expect(confirmed.body.recoveryCodes).toHaveLength(10)
})

test('the fifth wrong code ends the challenge; ten in a row make everyone wait, on the web as well', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const code = await ben.phone.wrongCode()
  for (let round = 0; round < 2; round++) {
    const { challenge } = (await enter(org, ben)).body
    const codes = []
    for (let n = 0; n < 5; n++)
      codes.push((await callApi(org.ctx, 'POST', '/sign-in/code', { body: { challenge, code } })).body.code)
    expect(codes).toEqual([...Array(4).fill('code-wrong'), 'challenge-over'])
  }
  const { challenge } = (await enter(org, ben)).body
  const waits = await callApi(org.ctx, 'POST', '/sign-in/code', { body: { challenge, code } })
  expect([waits.status, waits.body.code, waits.headers.get('retry-after')]).toEqual([
    429,
    'too-many-attempts',
    String(15 * 60),
  ])
})

test('a session of the API is none of the web, and the reverse; a challenge neither', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const web = await ben.openSession()
  expect((await callApi(org.ctx, 'GET', '/me', { bearer: web.token })).status).toBe(401)
  const ofWeb = granted(await ben.enterPassword())
  const body = { challenge: ofWeb.token, code: await ben.phone.nextCode() }
  expect((await callApi(org.ctx, 'POST', '/sign-in/code', { body })).body.code).toBe('challenge-over')
  const { challenge } = (await enter(org, ben)).body
  expect(await findSession(org.ctx, String(challenge))).toBeNull()
  expect((await callApi(org.ctx, 'GET', '/me', { bearer: String(challenge) })).status).toBe(401)
})

test('a device token is given to a client that asks for one, and to no other; it opens nothing', async () => {
  const org = await organization()
  const ben = await org.agent()
  const answer = async (deviceToken?: unknown) => {
    const { email, password } = ben
    return (await callApi(org.ctx, 'POST', '/sign-in', { body: { email, password, client, deviceToken } }))
      .body
  }
  expect(await answer()).not.toHaveProperty('deviceToken')
  const { deviceToken: given } = await answer(null)
  expect(given).toMatch(/^[\w-]{43}$/)
  expect(await answer(given)).not.toHaveProperty('deviceToken')
  expect((await answer('none of ours')).deviceToken).toMatch(/^[\w-]{43}$/)
  expect((await callApi(org.ctx, 'GET', '/me', { bearer: String(given) })).status).toBe(401)
  const wrong = { email: ben.email, password: 'x', client, deviceToken: null }
  expect((await callApi(org.ctx, 'POST', '/sign-in', { body: wrong })).body).not.toHaveProperty('deviceToken')
})
