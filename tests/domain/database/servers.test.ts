import { afterEach, expect, test } from 'vitest'
import { seconds } from '@/lib/duration'
import { sentence } from '@/lib/messages/codes'
import { type Server, startServer } from '../../support/server/server'
import { type Fields, formsOf, multipart, plainForm, Visitor } from '../../support/server/visitor'
import { Authenticator } from '../../support/world/authenticator'
import { organization } from '../../support/world/organization'
import { closeToAll } from '../../support/world/postgres'
import type { World } from '../../support/world/world'

const servers: Server[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

/** So many servers of one database. */
async function start(world: World, howMany: number, more: Record<string, string> = {}): Promise<Server[]> {
  const url = world.place.databaseServer?.url ?? ''
  const key = world.key.toString('base64')
  const env = { DATABASE_URL: url, ENCRYPTION_KEY: key, LOG_LEVEL: 'info', ...more }
  for (let n = 0; n < howMany; n++) servers.push(await startServer({ env }))
  return servers
}

async function call(server: Server | undefined, method: string, path: string, body?: object, token?: string) {
  const answer = await fetch(`${server?.origin}/api/v1${path}`, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : null }
}

const client = { kind: 'mobile', name: 'Phone' }

test('a sign-in begun on one server is finished on another, used on a third, and ended for all', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { email, password } = agent
  const [a, b, c] = await start(org.world, 3)
  const begun = await call(a, 'POST', '/sign-in', { email, password, client })
  expect(begun.body.status).toBe('code-required')
  const code = await new Authenticator(agent.phone.setupKey).nextCode()
  const challenge = { challenge: begun.body.challenge, code }
  const finished = await call(b, 'POST', '/sign-in/code', challenge)
  expect(finished.body.status).toBe('signed-in')
  expect((await call(a, 'POST', '/sign-in/code', challenge)).status).toBe(410)
  const { accessToken } = finished.body.tokens
  for (const server of [a, b, c])
    expect((await call(server, 'GET', '/me', undefined, accessToken)).status).toBe(200)
  expect((await call(c, 'POST', '/sign-out', undefined, accessToken)).status).toBe(204)
  for (const server of [a, b, c])
    expect((await call(server, 'GET', '/me', undefined, accessToken)).status).toBe(401)
}, 120_000)

test('forms that one server drew are sent to another, and sessions are ended for a third and its workers', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const appUrl = 'https://id.example.com'
  const [one] = await start(org.world, 1, { APP_URL: appUrl, TRUSTED_PROXIES: '127.0.0.1', WORKERS: '2' })
  const [, two, three] = await start(org.world, 2, { APP_URL: appUrl, TRUSTED_PROXIES: '127.0.0.1' })
  const headers = { 'X-Forwarded-For': '198.51.100.9', 'X-Forwarded-Proto': 'https', Connection: 'close' }
  const cookies = new Map<string, string>()
  /** The one browser, as the proxy leads it to this server. */
  const at = (server: Server | undefined) => {
    if (!server) throw new Error('No such server.')
    return new Visitor(server, { appUrl, headers, jar: cookies })
  }
  /** Sends the form with these words in it, as one server drew it, to another. */
  const send = async (way: (Server | undefined)[], path: string, words: string, fields: Fields = {}) => {
    const [from, to] = way
    const form = formsOf((await at(from).get(path)).body).find(({ html }) => html.includes(words))
    const body = multipart(Object.entries({ ...form?.hidden, ...fields }))
    return at(to).request('POST', path, plainForm, body)
  }
  const { email, password } = agent
  expect((await send([one, two], '/sign-in', 'name="password"', { email, password })).leadsTo).toBe(
    '/sign-in/code',
  )
  const code = await new Authenticator(agent.phone.setupKey).nextCode()
  expect((await send([three, one], '/sign-in/code', 'name="code"', { code })).leadsTo).toBe('/profile')
  const everywhere = [one, one, two, three]
  for (const server of everywhere) expect((await at(server).get('/profile')).status).toBe(200)
  const session = new Map(cookies)
  expect((await send([two, three], '/profile', '>Sign out<')).leadsTo).toContain('/sign-in')
  for (const server of everywhere) {
    const stolen = at(server)
    for (const [name, value] of session) stolen.cookies.set(name, value)
    expect((await stolen.get('/profile')).leadsTo).toContain('/sign-in')
  }
}, 120_000)

test('while the database takes no connections nothing is a 500, and afterwards all goes on without a restart', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { email, password } = agent
  const [server] = await start(org.world, 1)
  const signIn = () => call(server, 'POST', '/sign-in', { email, password, client })
  const page = (path: string) => fetch(`${server?.origin}${path}`, { redirect: 'manual' })
  expect((await signIn()).status).toBe(200)
  const reopen = await closeToAll(org.world.place)
  const refused = await signIn()
  expect([refused.status, refused.body.code]).toEqual([503, 'server-busy'])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await page('/api/health')).status).toBe(503)
  const shown = await page('/sign-in')
  expect([shown.status, shown.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await shown.text()).toContain(sentence('server-busy'))
  await reopen()
  await expect.poll(async () => (await signIn()).status, { timeout: seconds(10) }).toBe(200)
  expect((await page('/sign-in')).status).toBe(200)
  expect((await page('/api/health')).status).toBe(200)
  expect(server?.output()).not.toMatch(/"level":60|unhandled/i)
}, 120_000)
