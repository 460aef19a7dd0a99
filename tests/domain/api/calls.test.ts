import { expect, test } from 'vitest'
import { sentence } from '@/lib/messages/codes'
import { callApi, tokensIn } from '../../support/server/api-client'
import { plantKey } from '../../support/world/api-keys'
import { organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { ruled } from '../../support/world/policy'

const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body.code]

test('what is no call, or by another method, is told apart', async () => {
  const { ctx } = await organization()
  expect(codeOf(await callApi(ctx, 'GET', '/nothing'))).toEqual([404, 'call-unknown'])
  expect(codeOf(await callApi(ctx, 'GET', ''))).toEqual([404, 'call-unknown'])
  const wrong = await callApi(ctx, 'GET', '/sign-in')
  expect([...codeOf(wrong), wrong.headers.get('allow')]).toEqual([405, 'method-not-allowed', 'POST'])
})

test('a body that is no JSON object, or of another type, is refused with a sentence', async () => {
  const { ctx } = await organization()
  for (const body of ['{', '[]', '"x"', 'null', '1'])
    expect(codeOf(await callApi(ctx, 'POST', '/sign-in', { body }))).toEqual([422, 'body-invalid'])
  const form = { body: 'email=a', type: 'application/x-www-form-urlencoded' }
  expect(codeOf(await callApi(ctx, 'POST', '/sign-in', form))).toEqual([415, 'type-unsupported'])
  for (const type of ['application/json-patch+json', 'application/json, text/plain', 'application/json x=y'])
    expect([type, ...codeOf(await callApi(ctx, 'POST', '/sign-in', { body: '{}', type }))]).toEqual([
      ...[type, 415, 'type-unsupported'],
    ])
})

test('what stands in the query of a call that takes a body is refused, and not passed over', async () => {
  const org = await organization()
  const ben = await org.agent()
  const body = { email: ben.email, password: ben.password, client: { kind: 'mobile', name: 'Pixel 9' } }
  const answer = await callApi(org.ctx, 'POST', '/sign-in?password=x&trace=1', { body })
  expect([...codeOf(answer), answer.body.errors]).toEqual([
    ...[422, 'body-invalid'],
    { password: 'Send this in the body.', trace: 'Send this in the body.' },
  ])
})

test('each field that is wrong has a sentence for people, whatever is wrong with it', async () => {
  const org = await organization()
  const { token: bearer } = await org.admin.openSession({ channel: 'api', kind: 'server' })
  const errorsOf = async (method: 'GET' | 'POST', path: string, body?: object) =>
    (await callApi(org.ctx, method, path, { bearer, ...(body && { body }) })).body.errors
  expect(await errorsOf('POST', '/sign-in', { email: 1, deviceToken: [], client: 'x' })).toEqual({
    email: 'Send a string.',
    password: 'This field is missing.',
    deviceToken: 'Send a string.',
    client: 'Send an object.',
  })
  expect(await errorsOf('POST', '/tokens/refresh', { refreshToken: 'x'.repeat(65) })).toEqual({
    refreshToken: 'Use at most 64 characters.',
  })
  expect(await errorsOf('GET', '/users?twoFactor=x&=x')).toEqual({
    twoFactor: 'Send one of these: on, off, due, unasked, required, locked, missing.',
    '': "This call doesn't take this field.",
  })
})

test('unknown fields are errors by their name, wherever they stand, and do nothing', async () => {
  const org = await organization()
  const ben = await org.agent()
  const whole = { email: ben.email, password: ben.password, client: { kind: 'mobile', name: 'Pixel 9' } }
  const raised = [
    { ...whole, role: 'admin' },
    { ...whole, client: { ...whole.client, admin: true } },
    JSON.parse(JSON.stringify(whole).replace('{', '{"__proto__":{"role":"admin"},')),
  ]
  for (const body of raised) {
    const answer = await callApi(org.ctx, 'POST', '/sign-in', { body: JSON.stringify(body) })
    expect(codeOf(answer)).toEqual([422, 'body-invalid'])
    expect(Object.values(answer.body.errors as object)).toEqual(["This call doesn't take this field."])
  }
  const web = { ...whole, client: { kind: 'web', name: 'x' } }
  expect((await callApi(org.ctx, 'POST', '/sign-in', { body: web })).body.errors).toEqual({
    'client.kind': 'Use extension, mobile or server.',
  })
})

test('an id in the path cannot be given a second time in the body', async () => {
  const org = await organization()
  const ben = await org.agent()
  const opened = await org.admin.openSession({ channel: 'api', kind: 'mobile' })
  const answer = await callApi(org.ctx, 'POST', `/users/${ben.id}/suspend`, {
    ...{ bearer: opened.token, body: { userId: org.admin.id } },
  })
  expect(codeOf(answer)).toEqual([422, 'body-invalid'])
})

test('an agent is told that only admins may, a stranger that the token is not valid', async () => {
  const org = await organization()
  const ben = await org.agent()
  const opened = await ben.openSession({ channel: 'api', kind: 'mobile' })
  const asked = (bearer?: string) => callApi(org.ctx, 'GET', '/users', bearer ? { bearer } : {})
  expect(codeOf(await asked(opened.token))).toEqual([403, 'not-admin'])
  expect(codeOf(await asked())).toEqual([401, 'token-invalid'])
  const refused = await asked('A'.repeat(43))
  expect([...codeOf(refused), refused.headers.get('www-authenticate')]).toEqual([
    401,
    'token-invalid',
    'Bearer',
  ])
})

test('where a page ended is told from anything else, and from another search', async () => {
  const org = await organization()
  for (let n = 0; n < 55; n++) await org.agent({ invited: true, name: `Anna ${n}` })
  const { token: bearer } = await org.admin.openSession({ channel: 'api', kind: 'server' })
  const asked = (query: string) => callApi(org.ctx, 'GET', `/users?${query}`, { bearer })
  const { next } = (await asked('')).body
  expect((await asked(`after=${next}`)).body.users).toHaveLength(6)
  for (const after of ['garbage', 'bnVsbA', 'WzEsMl0', `${next}x`, String(next).slice(4)])
    expect([after, ...codeOf(await asked(`after=${after}`))]).toEqual([after, 400, 'cursor-invalid'])
  expect(codeOf(await asked(`search=anna&after=${next}`))).toEqual([400, 'cursor-invalid'])
  expect(codeOf(await asked('after='))).toEqual([400, 'cursor-invalid'])
  const ofAnother = (await asked('search=a')).body.next
  expect((await asked(`search=a&after=${ofAnother}`)).status).toBe(200)
  for (const query of ['search=an', 'search=a%20n', 'search=a&twoFactor=off', 'twoFactor=off', 'search=n'])
    expect([query, ...codeOf(await asked(`${query}&after=${ofAnother}`))]).toEqual([
      ...[query, 400, 'cursor-invalid'],
    ])
})

test('a path that cannot be read is no call', async () => {
  const org = await organization()
  const { token: bearer } = await org.admin.openSession({ channel: 'api', kind: 'server' })
  for (const id of ['%', '%zz', '%ff', '%e0%a4%a'])
    expect(codeOf(await callApi(org.ctx, 'POST', `/users/${id}/suspend`, { bearer }))).toEqual([
      404,
      'call-unknown',
    ])
})

test('an admin pages through the audit log, and through what concerns one person', async () => {
  const org = await organization()
  const ben = await org.agent()
  for (let n = 0; n < 50; n++) await org.agent({ invited: true })
  const { token: bearer } = await org.admin.openSession({ channel: 'api', kind: 'server' })
  const asked = async (query: string) => (await callApi(org.ctx, 'GET', `/audit?${query}`, { bearer })).body
  type Entry = { sequence: number; subject: { id: string } | null }
  const first = await asked('')
  const second = await asked(`before=${first.next}`)
  const sequences = [first, second].flatMap(({ entries }) =>
    (entries as Entry[]).map(({ sequence }) => sequence),
  )
  expect(first.entries).toHaveLength(50)
  expect(sequences).toEqual(sequences.map((_, n) => (sequences[0] ?? 0) - n))
  const ofBen = (await asked(`userId=${ben.id}`)).entries as Entry[]
  expect(ofBen.length).toBeGreaterThan(0)
  expect(codeOf(await callApi(org.ctx, 'GET', '/audit?before=x', { bearer }))).toEqual([422, 'body-invalid'])
})

test('the audit log is filtered over the API as on its page, and only in ways that are known', async () => {
  const org = await organization()
  const ben = await org.agent()
  const { token: bearer } = await org.admin.openSession({ channel: 'api', kind: 'server' })
  const asked = async (query: string) => {
    const { entries } = (await callApi(org.ctx, 'GET', `/audit?${query}`, { bearer })).body
    return (entries as { event: string }[]).map(({ event }) => event)
  }
  expect(await asked(`kind=people&userId=${ben.id}`)).toEqual(['user.joined', 'user.added'])
  expect(await asked(`kind=people&actorId=${ben.id}`)).toEqual(['user.joined'])
  expect(await asked(`search=${encodeURIComponent('ADDED ben')}`)).toEqual(['user.added'])
  expect(await asked('until=2020-01-01T00:00:00.000Z')).toEqual([])
  expect(await asked('kind=people&from=2020-01-01T00:00:00.000Z')).toContain('user.added')
  for (const wrong of ['kind=x', 'from=yesterday', 'until=2020-13-01T00:00:00Z'])
    expect(codeOf(await callApi(org.ctx, 'GET', `/audit?${wrong}`, { bearer }))).toEqual([
      422,
      'body-invalid',
    ])
})

test('the policy, and who must have 2FA and why, are told over the API, and not to agents', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const chloe = await org.agent({ name: 'Chloé Martin', required: true })
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
  const { token: bearer } = await org.admin.openSession({ channel: 'api', kind: 'server' })
  const { body } = await callApi(org.ctx, 'GET', '/policy', { bearer })
  expect(body).toMatchObject({ who: 'everyone', groups: [], from: '2026-12-04T18:00:00.000Z', begun: false })
  const { users } = (await callApi(org.ctx, 'GET', '/users', { bearer })).body
  expect(users).toMatchObject([
    {
      name: 'Ada Lindqvist',
      secondFactor: 'off',
      requiredFrom: '2026-12-04T18:00:00.000Z',
      requiredBy: null,
    },
    { name: ben.name, secondFactor: 'on', requiredBy: null, recoveryCodesLeft: 10 },
    { name: chloe.name, secondFactor: 'required', requiredFrom: null, requiredBy: 'admin' },
  ])
  const { token: agents } = await ben.openSession({ channel: 'api', kind: 'server' })
  expect(codeOf(await callApi(org.ctx, 'GET', '/policy', { bearer: agents }))).toEqual([403, 'not-admin'])
  const { token: key } = await plantKey(org.ctx, org.id, org.admin.id)
  expect((await callApi(org.ctx, 'GET', '/policy', { bearer: key })).body).toEqual(body)
})

test('a recovery code that is wrong is told from a code: there is no next one to wait for', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const client = { kind: 'mobile', name: 'Pixel 9' }
  const body = { email: ben.email, password: ben.password, client }
  const { challenge } = (await callApi(org.ctx, 'POST', '/sign-in', { body })).body
  const wrong = { body: { challenge, recoveryCode: '0000-0000-0000-0000' } }
  const refused = await callApi(org.ctx, 'POST', '/sign-in/recovery-code', wrong)
  expect([...codeOf(refused), refused.body.detail]).toEqual([
    ...[401, 'code-wrong'],
    sentence('recovery-code-wrong'),
  ])
})

test('a program on a server signs in as what it is', async () => {
  const org = await organization()
  const ben = await org.agent()
  const body = {
    email: ben.email,
    password: ben.password,
    client: { kind: 'server', name: 'Nightly report' },
  }
  const { accessToken } = tokensIn(await callApi(org.ctx, 'POST', '/sign-in', { body }))
  const me = await callApi(org.ctx, 'GET', '/me', { bearer: accessToken })
  expect(me.body.session).toMatchObject({ kind: 'server' })
})

test('a refresh token is no access token', async () => {
  const org = await organization()
  const ben = await org.agent()
  const { refresh } = await ben.openSession({ channel: 'api', kind: 'mobile' })
  const answer = await callApi(org.ctx, 'GET', '/me', { bearer: refresh?.token ?? '' })
  expect(codeOf(answer)).toEqual([401, 'token-invalid'])
})
