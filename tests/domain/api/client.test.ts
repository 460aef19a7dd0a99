import { expect, test } from 'vitest'
import { createClient, memoryStorage, type TokenStorage, timeLeft } from '@/client/client'
import { endOtherSessions } from '@/lib/acts/sessions/end-others'
import { minutes } from '@/lib/duration'
import { apiFetch } from '../../support/server/api-client'
import { Authenticator } from '../../support/world/authenticator'
import { type Organization, organization } from '../../support/world/organization'
import type { Person } from '../../support/world/person'
import { auditEvents } from '../../support/world/rows'

const origin = 'https://id.example.com'
const client = { kind: 'mobile', name: 'Pixel 9' } as const

/** A client whose requests reach the API past the socket; `asked` lists what it called. */
function clientOf(org: Organization, storage: TokenStorage = memoryStorage()) {
  const asked: string[] = []
  const fetch = apiFetch(org.ctx)
  const api = createClient({
    ...{ origin, storage },
    fetch: (request) => {
      asked.push(`${request.method} ${request.url.slice(`${origin}/api/v1`.length)}`)
      return fetch(request)
    },
  })
  return { api, storage, asked }
}

const credentials = ({ email, password }: Person) => ({ email, password, client })

test('password and code sign in, and the tokens are kept', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const { api, storage } = clientOf(org)
  const first = await api.signIn(credentials(ben))
  if (!first.ok || first.value.status !== 'code-required') return expect.fail(JSON.stringify(first))
  expect(await storage.read()).toBeNull()
  const { challenge } = first.value
  const wrong = await api.finishWithCode({ challenge, code: await ben.phone.wrongCode() })
  expect(wrong).toMatchObject({
    ok: false,
    problem: {
      code: 'code-wrong',
      detail: "That code didn't work. Wait for the next one and try again.",
      retryAfter: null,
    },
  })
  await api.finishWithCode({ challenge, code: await ben.phone.nextCode() })
  expect(await api.getMe()).toMatchObject({ ok: true, value: { user: { email: ben.email } } })
})

test('enrollment and its recovery codes go through the client', async () => {
  const org = await organization()
  const cleo = await org.agent({ required: true })
  const { api } = clientOf(org)
  const first = await api.signIn(credentials(cleo))
  if (!first.ok || first.value.status !== 'enrollment-required') return expect.fail(JSON.stringify(first))
  const { challenge } = first.value
  const key = await api.startEnrollment({ challenge })
  const phone = Authenticator.scan(key.ok ? key.value.uri : '', { clock: org.world.clock })
  const done = await api.finishWithEnrollment({ challenge, code: await phone.nextCode() })
  expect(done.ok && done.value.recoveryCodes).toHaveLength(10)
  expect(await api.getMe()).toMatchObject({ value: { twoFactor: { enabled: true, required: true } } })
})

test('an access token that is over is renewed, once for all who wait', async () => {
  const org = await organization()
  const ben = await org.agent()
  const { api, asked } = clientOf(org)
  await api.signIn(credentials(ben))
  org.world.clock.pass(minutes(11))
  asked.length = 0
  const answers = await Promise.all([api.getMe(), api.getMe(), api.getMe()])
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true])
  expect(asked.filter((call) => call === 'POST /tokens/refresh')).toHaveLength(1)
})

test('two windows on one storage spend its refresh token once', async () => {
  const org = await organization()
  const ben = await org.agent()
  const one = clientOf(org)
  const other = clientOf(org, one.storage)
  await one.api.signIn(credentials(ben))
  org.world.clock.pass(minutes(11))
  const answers = await Promise.all([one.api.getMe(), other.api.getMe()])
  expect(answers.map(({ ok }) => ok)).toEqual([true, true])
  expect(await auditEvents(org.ctx, org.id)).not.toContain('refresh-token.reused')
})

test('a session that was ended elsewhere is known at the next call, and leaves nothing in the storage', async () => {
  const org = await organization()
  const ben = await org.agent()
  const { api, storage } = clientOf(org)
  await api.signIn(credentials(ben))
  await endOtherSessions(org.ctx, await ben.signIn())
  expect(await api.getMe()).toMatchObject({ ok: false, problem: { code: 'token-invalid' } })
  expect(await storage.read()).toBeNull()
})

test('signing out empties the storage; a server that cannot be reached does not', async () => {
  const org = await organization()
  const ben = await org.agent()
  const { api, storage } = clientOf(org)
  await api.signIn(credentials(ben))
  const cut = createClient({ origin, storage, fetch: () => Promise.reject(new TypeError('no network')) })
  expect(await cut.signOut()).toMatchObject({ ok: false, problem: { code: 'unreachable' } })
  expect(await storage.read()).not.toBeNull()
  expect(await api.signOut()).toEqual({ ok: true, value: undefined })
  expect(await storage.read()).toBeNull()
})

test('an admin asks for a page of people and acts on one by the path', async () => {
  const org = await organization()
  const ben = await org.agent({ name: 'Ben Ito' })
  const { api, asked } = clientOf(org)
  const first = await api.signIn(credentials(org.admin))
  expect(first.ok).toBe(true)
  expect(await api.listUsers({ search: 'Ito', twoFactor: 'off' })).toMatchObject({
    value: { users: [{ id: ben.id }], next: null },
  })
  await api.requireTwoFactor({ userId: ben.id, required: true, signOut: true })
  expect(await api.countUsers()).toEqual({
    ok: true,
    value: { people: 2, on: 0, off: 1, due: 0, required: 1, locked: 0 },
  })
  expect(asked).toContain('GET /users?search=Ito&twoFactor=off')
  expect(await api.suspendUser({ userId: '../../me' })).toMatchObject({ problem: { code: 'user-unknown' } })
})

test('waiting times and wrong fields come with the problem', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const { api } = clientOf(org)
  const long = await api.signIn({ ...credentials(ben), client: { kind: 'mobile', name: '' } })
  expect(long).toMatchObject({
    problem: { code: 'body-invalid', errors: { 'client.name': expect.any(String) } },
  })
  for (let n = 0; n < 8; n++) await api.signIn({ ...credentials(ben), password: 'not the right one' })
  const waiting = await api.signIn(credentials(ben))
  expect(waiting).toMatchObject({ problem: { code: 'too-many-attempts', retryAfter: expect.any(Number) } })
})

test('what is no Countersign server is called so', async () => {
  const pages: Response[] = [
    new Response('<h1>Welcome</h1>', { headers: { 'content-type': 'text/html' } }),
    new Response('', { status: 404 }),
    new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } }),
  ]
  const api = createClient({
    ...{ origin, storage: memoryStorage() },
    fetch: async () => pages.pop() ?? Response.json({}),
  })
  for (let n = 0; n < 3; n++)
    expect(await api.getMe()).toMatchObject({ ok: false, problem: { code: 'not-countersign' } })
})

test.each([-2, 0, 2])(
  'a server that is %i hours off from this device: what has ten minutes has ten minutes',
  async (off) => {
    const org = await organization()
    const ben = await org.agent({ enrolled: true })
    org.world.clock.pass(Date.now() - org.ctx.now().getTime() + off * 3_600_000)
    const fetch = apiFetch(org.ctx)
    const api = createClient({
      ...{ origin, storage: memoryStorage() },
      async fetch(request) {
        const response = await fetch(request)
        // As every HTTP server says it: to the second.
        response.headers.set('Date', org.ctx.now().toUTCString())
        return response
      },
    })
    const first = await api.signIn(credentials(ben))
    if (!first.ok || first.value.status !== 'code-required') return expect.fail(JSON.stringify(first))
    const left = timeLeft(first, first.value.expiresAt)
    expect(left).toBeGreaterThanOrEqual(minutes(10))
    expect(left).toBeLessThanOrEqual(minutes(10) + 1000)
  },
)
