import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { mounts } from '@/server/mounts'
import { mayScrape } from '@/server/scrape'
import { builtAction } from '../support/server/build-manifest'
import { openSite, type Site } from '../support/server/site'
import { Visitor } from '../support/server/visitor'
import { takeDatabaseAway } from '../support/world/past-the-product'

const token = 'of-the-monitoring-7c1e5d'
const bearer = { Authorization: `Bearer ${token}` }
const forwarded = { 'X-Forwarded-For': '198.51.100.7' }
let site: Site

beforeAll(async () => {
  site = await openSite({ METRICS_TOKEN: token })
})

/** Someone on the server's own machine, with no proxy between. */
const here = () => new Visitor(site.server)

/** The series of `/metrics`, with their values. */
async function series(): Promise<Map<string, number>> {
  const { status, body } = await here().get('/metrics')
  expect(status).toBe(200)
  const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]))
}

test('the machine itself reads them, and who has the token from anywhere', async () => {
  for (const headers of [
    {},
    bearer,
    { ...bearer, ...forwarded },
    { ...bearer, Host: 'other.example.test' },
  ]) {
    const answer = await here().get('/metrics', headers)
    expect([headers, answer.status]).toEqual([headers, 200])
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(answer.body).toContain('countersign_build_info{')
  }
})

test('to everyone else there is nothing of the kind', async () => {
  const stranger: Record<string, string>[] = [
    forwarded,
    { 'X-Forwarded-For': '127.0.0.1' },
    { 'X-Forwarded-For': '' },
    { 'X-Forwarded-Host': 'localhost' },
    { 'X-Forwarded-Proto': 'https' },
    { Forwarded: 'for=127.0.0.1' },
    { 'X-Real-IP': '127.0.0.1' },
    { Via: '1.1 proxy' },
    { Host: 'evil.example' },
    { Host: '127.0.0.1.evil.example' },
    { Authorization: `Bearer ${token}x` },
    { Authorization: `Bearer ${token.slice(1)}` },
    { Authorization: 'Bearer x' },
    { ...forwarded, Authorization: `Basic ${token}` },
    { ...forwarded, Authorization: token },
    { ...forwarded, Cookie: `token=${token}` },
  ]
  for (const headers of stranger)
    for (const path of ['/metrics', `/metrics?token=${token}`]) {
      const [asked, unknown] = [await here().get(path, headers), await here().get('/nothing', headers)]
      expect([headers, path, asked.status]).toEqual([headers, path, unknown.status])
      expect([headers, asked.body.includes('countersign_')]).toEqual([headers, false])
      expect(asked.headers['content-type']).toEqual(unknown.headers['content-type'])
    }
  expect((await here().get('/metrics', forwarded)).status).toBe(404)
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const [asked, unknown] = [
      await here().request(method, '/metrics', bearer),
      await here().request(method, '/nothing', bearer),
    ]
    expect([method, asked.status, asked.body.includes('countersign_')]).toEqual([
      method,
      unknown.status,
      false,
    ])
  }
  for (const path of ['/metrics/', '/metrics/x', '/Metrics', '/api/metrics'])
    expect([path, (await here().get(path)).body.includes('countersign_')]).toEqual([path, false])
})

test('without a token no token opens them', async () => {
  const { server } = await openSite()
  for (const Authorization of ['Bearer', 'Bearer ', 'Bearer null', 'Bearer undefined'])
    expect((await new Visitor(server).get('/metrics', { ...forwarded, Authorization })).status).toBe(404)
  expect((await new Visitor(server).get('/metrics')).status).toBe(200)
})

test.each([
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['10.0.0.1', false],
  ['192.168.1.5', false],
  ['198.51.100.7', false],
  ['::ffff:198.51.100.7', false],
  ['fe80::1', false],
  ['', false],
])('a socket from %s is from this machine: %s', (remoteAddress, is) => {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress })
  const request = Object.assign(new IncomingMessage(socket), {
    method: 'GET',
    headers: { host: 'localhost' },
  })
  expect(mayScrape({ metricsToken: null, request, own: false })).toBe(is)
  expect(mayScrape({ metricsToken: null, request, own: true })).toBe(false)
})

test('what happened is counted, by words that stay the same whoever it was', async () => {
  const who = await site.seed.agent({ enrolled: true })
  const before = await series()
  const browser = site.visitor()
  const { email, password } = who
  await browser.act(builtAction('signIn'), { email, password: 'not the right one' })
  await browser.act(builtAction('signIn'), { email, password })
  await browser.act(builtAction('verifyCode'), { code: await who.phone.wrongCode() })
  const waiting = await series()
  await browser.act(builtAction('verifyCode'), { code: await who.phone.nextCode() })
  await site.visitor().request('PROPFIND', '/api/v1/me', bearer)
  const after = await series()
  const more = (name: string) =>
    (after.get(`countersign_${name}`) ?? 0) - (before.get(`countersign_${name}`) ?? 0)
  for (const [labels, times] of [
    ['step="password",outcome="credentials-wrong"', 1],
    ['step="password",outcome="accepted"', 1],
    ['step="code",outcome="code-wrong"', 1],
    ['step="code",outcome="accepted"', 1],
    ['step="session",outcome="accepted"', 1],
  ] as const)
    expect([labels, more(`sign_in_steps_total{${labels}}`)]).toEqual([labels, times])
  const requests = 'http_request_duration_seconds_count'
  expect(more(`${requests}{mount="pages",method="POST",status="2xx"}`)).toBeGreaterThan(0)
  expect(more(`${requests}{mount="api",method="other",status="4xx"}`)).toBe(1)
  expect(more('database_write_wait_seconds_count')).toBeGreaterThan(3)
  expect(after.get('countersign_database_up')).toBe(1)
  expect(waiting.get('countersign_challenges_open')).toBe((after.get('countersign_challenges_open') ?? 0) + 1)
  expect(after.get('countersign_hashing_running')).toBe(0)
})

test('nothing in them tells who, from where or which page, and they do not grow with what is asked', async () => {
  const who = await site.seed.admin({ enrolled: true })
  const session = await site.openSession(who)
  const browser = site.visitor({ session })
  const paths = ['/profile', `/organization/users/${who.id}`, `/invitation/${'C'.repeat(43)}`, '/canary-page']
  for (const path of paths) await browser.get(path, { 'User-Agent': 'canary-agent' })
  await browser.act(builtAction('signIn'), { email: who.email, password: 'canary password' })
  // Asking is a request too, seen from the second time on.
  await series()
  const before = [...(await series()).keys()]
  for (let n = 0; n < 20; n++) {
    await site.visitor().get(`/canary-page/${n}`)
    await site
      .visitor()
      .request(`CANARY${n}`, `/api/v1/canary/${n}`)
      .catch(() => {})
    await site.visitor().request('GET', `/api/v1/users/canary-${n}`)
  }
  const { body } = await here().get('/metrics')
  const own = [who.id, who.email, who.name, who.password, session, token, '198.18.', '198.51.']
  for (const secret of [...own, 'canary', 'CANARY', '/profile', 'organization', site.server.dataFolder])
    expect([secret, body.includes(secret)]).toEqual([secret, false])
  // Node's own and the jobs' may be there for the first time at any moment.
  const added = [...(await series()).keys()].filter(
    (name) => name.startsWith('countersign_http_') && !before.includes(name),
  )
  expect(added.filter((name) => !/mount="(api|pages)",method="(GET|other)",status="4xx"/.test(name))).toEqual(
    [],
  )
  const mounted = new Set(body.match(/mount="[^"]*"/g))
  expect([...mounted].every((label) => mounts.some(({ name }) => label === `mount="${name}"`))).toBe(true)
})

test('they say that the database is gone, and still answer', async () => {
  const putBack = await takeDatabaseAway(site.place)
  const gone = await series()
  await putBack()
  expect(gone.get('countersign_database_up')).toBe(0)
  expect((await series()).get('countersign_database_up')).toBe(1)
})
