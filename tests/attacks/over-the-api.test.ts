import { expect, test } from 'vitest'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { suspendUser } from '@/lib/acts/users/suspend'
import { findSession } from '@/lib/queries/sessions/find'
import { callApi, tokensIn } from '../support/server/api-client'
import { oddities } from '../support/server/odd-codes'
import { foreigners } from '../support/world/foreigners'
import { groupIn } from '../support/world/group'
import { type Organization, organization } from '../support/world/organization'
import type { Person } from '../support/world/person'
import { plantUser, userRow } from '../support/world/rows'
import { snapshotOf } from '../support/world/snapshot'

/*
 * The attacks of docs/promises.md once more, by someone who does not use the web.
 */

const client = { kind: 'mobile', name: 'Pixel 9' }

const enter = ({ ctx }: Organization, { email, password }: Person) =>
  callApi(ctx, 'POST', '/sign-in', { body: { email, password, client } })

const challengeOf = async (org: Organization, who: Person) => String((await enter(org, who)).body.challenge)

const sendCode = ({ ctx }: Organization, challenge: string, code: unknown) =>
  callApi(ctx, 'POST', '/sign-in/code', { body: { challenge, code } })

async function signedIn(org: Organization, who: Person) {
  const opened = await who.openSession({ channel: 'api', kind: 'mobile' })
  const bearer = opened.token
  return { bearer, alive: async () => (await callApi(org.ctx, 'GET', '/me', { bearer })).status === 200 }
}

test('1: the challenge, a ticket and a refresh token open no call', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const ticket = await ben.ticket({ channel: 'api' })
  for (const bearer of [await challengeOf(org, ben), ticket]) {
    for (const path of ['/me', '/users'])
      expect((await callApi(org.ctx, 'GET', path, { bearer })).body.code).toBe('token-invalid')
  }
})

test('1: the cookie of the installed app opens no call, though its session is mobile as well', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  for (const kind of ['web', 'mobile'] as const) {
    const { token: bearer } = await ben.openSession({ channel: 'web', kind })
    expect(await findSession(org.ctx, bearer)).toMatchObject({ channel: 'web', kind })
    expect((await callApi(org.ctx, 'GET', '/me', { bearer })).body.code).toBe('token-invalid')
  }
})

test('2: where 2FA is required, nothing but enrollment answers, however often one begins', async () => {
  const org = await organization()
  const ben = await org.agent({ required: true })
  for (let round = 0; round < 2; round++) {
    const challenge = await challengeOf(org, ben)
    expect((await sendCode(org, challenge, '123456')).body.code).toBe('challenge-over')
    const recovery = { body: { challenge, recoveryCode: '0000-0000-0000-0000' } }
    expect((await callApi(org.ctx, 'POST', '/sign-in/recovery-code', recovery)).body.code).toBe(
      'challenge-over',
    )
    expect((await callApi(org.ctx, 'GET', '/me', { bearer: challenge })).status).toBe(401)
  }
})

test('3: one code, fifty calls at once over ten challenges: one gets tokens', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const challenges: string[] = []
  for (let n = 0; n < 10; n++) challenges.push(await challengeOf(org, ben))
  const code = await ben.phone.nextCode()
  const calls = Array.from({ length: 50 }, (_, n) => sendCode(org, challenges[n % 10] ?? '', code))
  const answers = await Promise.all(calls)
  expect(answers.filter((answer) => tokensIn(answer).accessToken !== '')).toHaveLength(1)
})

test('4: two hundred wrong codes at once against one challenge: five are looked at, then the right one is refused', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const challenge = await challengeOf(org, ben)
  const code = await ben.phone.wrongCode()
  const answers = await Promise.all(Array.from({ length: 200 }, () => sendCode(org, challenge, code)))
  // The fifth is told that the challenge is over, as is everyone after it.
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(4)
  expect((await userRow(org.ctx, ben.id)).secondStepFailures).toBe(5)
  expect((await sendCode(org, challenge, await ben.phone.nextCode())).status).toBe(410)
})

test('5: odd codes, made of the right one, are told apart, cost no attempt, and are never a 500', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const right = await ben.phone.nextCode()
  const answerTo = async (code: unknown) => {
    await plantUser(org.ctx, ben.id, { secondStepFailures: 0, secondStepRetryAt: null })
    const { status, body } = await sendCode(org, await challengeOf(org, ben), code)
    return [status, body.code, typeof body.detail]
  }
  for (const code of oddities(right)) {
    expect([code, ...(await answerTo(code))]).toEqual([code, 422, 'body-invalid', 'string'])
    expect((await userRow(org.ctx, ben.id)).secondStepFailures).toBe(0)
  }
  const noText = [[right], { code: right }, Number(right), null, true]
  for (const code of [...noText, undefined, '', 'x'.repeat(10_000)])
    expect([code, ...(await answerTo(code))]).toEqual([code, 422, 'body-invalid', 'string'])
  const spaced = `\u200e${right.slice(0, 3)}–${right.slice(3)}\u00a0`
  expect(tokensIn(await sendCode(org, await challengeOf(org, ben), spaced)).accessToken).not.toBe('')
})

test('9, 10: an agent does nothing with an id, an admin nothing with a foreign one, and no field raises anyone', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent(), await org.agent()]
  const { people } = await foreigners(org.ctx)
  const agent = await signedIn(org, ben)
  const admin = await signedIn(org, org.admin)
  const before = await snapshotOf(org.world.place)
  for (const act of ['require', 'reset', 'suspend', 'reactivate']) {
    const body = act === 'require' ? { required: true, signOut: true } : {}
    const call = (bearer: string, id: string) =>
      callApi(org.ctx, 'POST', `/users/${id}/${act}`, { bearer, body })
    expect([act, (await call(agent.bearer, cleo.id)).body.code]).toEqual([act, 'not-admin'])
    for (const id of people)
      expect([act, (await call(admin.bearer, id)).body.code]).toEqual([act, 'user-unknown'])
  }
  const raised = { name: 'Eve', email: 'eve@example.com', role: 'operator', twoFactorRequired: false }
  const answer = await callApi(org.ctx, 'POST', '/users', { bearer: admin.bearer, body: raised })
  expect([answer.status, answer.body.errors]).toEqual([422, { role: 'Choose Agent or Admin.' }])
  expect(await snapshotOf(org.world.place)).toEqual(before)
})

test('9, 10: an agent does nothing with a group, and an admin nothing with a foreign group or person', async () => {
  const org = await organization()
  const [ben, ours] = [await org.agent(), await groupIn(org, 'Support')]
  const { people, groupId: theirs } = await foreigners(org.ctx)
  const [agent, admin] = [await signedIn(org, ben), await signedIn(org, org.admin)]
  const before = await snapshotOf(org.world.place)
  const calls: ['GET' | 'POST', string, object?][] = [
    ['GET', '/people'],
    ['POST', '/people', { userIds: [ben.id] }],
    ['POST', '/people/remove', { userId: ben.id }],
    ['POST', '/change', { name: 'Taken over' }],
    ['POST', '/remove', {}],
  ]
  for (const [method, path, body] of calls) {
    const call = async (bearer: string, groupId: string) => {
      const sent = { bearer, ...(body && { body }) }
      return (await callApi(org.ctx, method, `/groups/${groupId}${path}`, sent)).body.code
    }
    expect([path, await call(agent.bearer, ours)]).toEqual([path, 'not-admin'])
    expect([path, await call(admin.bearer, theirs)]).toEqual([path, 'group-unknown'])
  }
  const post = async (bearer: string, path: string, body: object) =>
    (await callApi(org.ctx, 'POST', path, { bearer, body })).body.code
  expect(await post(agent.bearer, '/groups', { name: 'Admins' })).toBe('not-admin')
  for (const id of people) {
    const userIds = [ben.id, id]
    expect(await post(admin.bearer, `/groups/${ours}/people`, { userIds })).toBe('user-unknown')
  }
  const added = { name: 'Eve', email: 'eve@example.com', role: 'agent', twoFactorRequired: false }
  expect(await post(admin.bearer, '/users', { ...added, groupIds: [theirs] })).toBe('group-unknown')
  expect(await snapshotOf(org.world.place)).toEqual(before)
})

test('11, 12: suspended, reset, signed out elsewhere: the token is dead at the next call', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const ends: [string, (who: Person) => Promise<unknown>][] = [
    ['suspended', (who) => suspendUser(org.ctx, admin, { userId: who.id })],
    ['reset', (who) => resetTwoFactor(org.ctx, admin, { userId: who.id })],
    ['required', (who) => org.require(who)],
  ]
  for (const [what, end] of ends) {
    const who = await org.agent()
    const session = await signedIn(org, who)
    expect([what, await session.alive()]).toEqual([what, true])
    await end(who)
    expect([what, await session.alive()]).toEqual([what, false])
  }
})
