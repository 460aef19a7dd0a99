import { expect, test } from 'vitest'
import { examine } from '@/lib/cli/examine'
import { readSettings } from '@/lib/settings'
import { builtAction } from '../support/server/build-manifest'
import type { Server } from '../support/server/server'
import { openSite } from '../support/server/site'
import { Visitor } from '../support/server/visitor'

const appUrl = 'https://id.example.test'
const mark = { Cookie: 'cs.led=1' }

const warnings = (server: Server, event: string) =>
  server
    .output()
    .split('\n')
    .filter((line) => line.includes(`"event":"${event}"`))
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('a page asked for by another address leads to APP_URL, whoever asks, and one line names both', async () => {
  const { server } = await openSite({ APP_URL: appUrl, TRUSTED_PROXIES: '' })
  const visitor = new Visitor(server, { appUrl })
  for (const Host of [
    '192.168.1.5:3000',
    'auth.example.test',
    'localhost:3000',
    '[2001:db8::1]',
    'evil.example',
  ]) {
    const page = await new Visitor(server, { appUrl }).get('/sign-in?next=%2Fprofile', { Host })
    expect([Host, page.status, page.leadsTo]).toEqual([Host, 307, `${appUrl}/sign-in?next=%2Fprofile`])
    await new Visitor(server, { appUrl }).get('/sign-in', { Host })
    await expect
      .poll(() => warnings(server, 'host.foreign').filter(({ host }) => host === Host))
      .toHaveLength(1)
  }
  expect(warnings(server, 'host.foreign')[0]).toMatchObject({ level: 40, appUrl })
  const plain = await visitor.get('/sign-in', { 'X-Forwarded-Proto': 'http' })
  expect([plain.status, plain.leadsTo]).toEqual([307, `${appUrl}/sign-in`])
  expect((await visitor.get('/sign-in', { 'X-Forwarded-Proto': 'https' })).status).toBe(200)
  for (const path of ['/api/health', '/api/v1/openapi.json', '/_next/static/nothing.js'])
    expect((await visitor.get(path, { Host: 'evil.example', 'Sec-Fetch-Dest': 'script' })).status).not.toBe(
      307,
    )
})

test('nobody is led in a circle by a proxy that does not pass the host on', async () => {
  const { server } = await openSite({ APP_URL: appUrl })
  const Host = '127.0.0.1:3000'
  const visitor = new Visitor(server, { appUrl, headers: { 'X-Forwarded-For': '198.51.100.7' } })
  expect((await visitor.get('/sign-in', { Host })).status).toBe(200)
  expect((await visitor.get('/sign-in', { Host: 'countersign' })).status).toBe(200)
  expect((await visitor.get('/sign-in', { Host, 'X-Forwarded-Host': 'id.example.test' })).status).toBe(200)
  expect((await visitor.get('/sign-in', { Host, 'X-Forwarded-Host': 'other.example.test' })).status).toBe(307)
  const unknown = new Visitor(server, { appUrl })
  const led = await unknown.get('/sign-in', { Host })
  expect([led.status, led.headers['set-cookie']?.[0]]).toEqual([
    307,
    expect.stringMatching(/^cs\.led=1;.*Max-Age=10;/),
  ])
  expect((await unknown.get('/sign-in', { Host, ...mark })).status).toBe(200)
})

test('where APP_URL is an address of the own computer, others are told what to set', async () => {
  const { server } = await openSite({ TRUSTED_PROXIES: '' })
  const visitor = new Visitor(server)
  const { port } = new URL(server.origin)
  for (const Host of [`192.168.1.5:${port}`, 'id.example.test', 'localhost:8080']) {
    const page = await visitor.get('/sign-in', { Host, Accept: 'text/html' })
    expect([page.status, page.headers['content-type']]).toEqual([400, 'text/html; charset=utf-8'])
    expect(page.body).toMatch(/<html lang="en">[\s\S]*can set APP_URL/)
    expect(page.body).toContain(server.origin)
  }
  expect((await visitor.get('/sign-in', { Host: `127.0.0.1:${port}` })).leadsTo).toBe(
    `${server.origin}/sign-in`,
  )
})

test('a form of another address is refused with the address to send it from', async () => {
  const site = await openSite({ APP_URL: appUrl })
  const visitor = new Visitor(site.server, { appUrl })
  const other = { Origin: 'http://192.168.1.5:3000', Host: '192.168.1.5:3000' }
  const scripted = await visitor.act(builtAction('signIn'), {}, other)
  expect([scripted.status, JSON.parse(scripted.body).refused]).toEqual([403, expect.stringContaining(appUrl)])
  const plain = await visitor.request('POST', '/sign-in', { ...other, Accept: 'text/html' }, 'x')
  expect(plain.body).toMatch(/<html lang="en">[\s\S]*href="https:\/\/id\.example\.test\/sign-in"/)
  await expect
    .poll(() => warnings(site.server, 'host.foreign'))
    .toMatchObject([{ host: 'http://192.168.1.5:3000', appUrl }])
})

const noTimeServer = { host: '127.0.0.1', port: 9 }
const network = async (env: Record<string, string>) =>
  (await examine(readSettings(env), noTimeServer))
    .filter(({ name }) => name === 'network')
    .map(({ text }) => text)

test('a proxy that is not trusted, and a host that is not ours, are warned of once and told by doctor', async () => {
  const { server, seed } = await openSite({ APP_URL: appUrl, TRUSTED_PROXIES: '' })
  const visitor = new Visitor(server, { appUrl, headers: { 'X-Forwarded-For': '198.51.100.7' } })
  const env = { ...server.env, DATA_DIR: server.dataFolder }
  expect(await network(env)).toEqual([])
  // What Next fetches from its own server after an action redirected is no proxy.
  const who = await seed.agent()
  const { email, password } = who
  const signedIn = await new Visitor(server, { appUrl }).act(builtAction('signIn'), { email, password })
  expect([signedIn.leadsTo, warnings(server, 'proxy.not-trusted')]).toEqual(['/profile', []])
  for (let n = 0; n < 3; n++) await visitor.get('/sign-in')
  await expect
    .poll(() => warnings(server, 'proxy.not-trusted'))
    .toMatchObject([{ level: 40, proxy: '127.0.0.1', msg: expect.stringContaining('TRUSTED_PROXIES') }])
  await visitor.get('/sign-in', { Host: 'auth.example.test' })
  await expect.poll(() => network(env)).toHaveLength(2)
  expect((await network(env)).join(' ')).toMatch(
    /from 127\.0\.0\.1, .*TRUSTED_PROXIES.* as auth\.example\.test/,
  )
  const mended = { ...env, TRUSTED_PROXIES: '127.0.0.0/8', APP_URL: 'https://auth.example.test' }
  expect(await network(mended)).toEqual([])
})

test('a proxy is known by whatever it says of its clients, also behind one that is trusted', async () => {
  const trusting = await openSite({ APP_URL: appUrl, TRUSTED_PROXIES: '127.0.0.1' })
  const proxied = (server: Server, headers: Record<string, string>) =>
    new Visitor(server, { appUrl, headers }).get('/sign-in')
  const fine = [
    '198.51.100.7',
    '203.0.113.9, 198.51.100.7',
    '198.51.100.7, 127.0.0.1',
    '10.0.0.1',
    '?, 10.0.0.1x',
  ]
  for (const hops of fine) await proxied(trusting.server, { 'X-Forwarded-For': hops })
  await proxied(trusting.server, {})
  await proxied(trusting.server, { 'X-Forwarded-For': '198.51.100.7, 10.0.0.2:4711' })
  await proxied(trusting.server, { 'X-Forwarded-For': '198.51.100.7, [fd00::2], 127.0.0.1' })
  await expect
    .poll(() => warnings(trusting.server, 'proxy.not-trusted').map(({ proxy }) => proxy))
    .toEqual(['10.0.0.2', 'fd00::2'])
  for (let n = 0; n < 2; n++) await proxied(trusting.server, { 'X-Real-IP': '198.51.100.7' })
  await expect
    .poll(() => warnings(trusting.server, 'proxy.no-address').map(({ proxy }) => proxy))
    .toEqual(['127.0.0.1'])

  for (const [name, value] of [
    ['X-Real-IP', '198.51.100.7'],
    ['Forwarded', 'for=198.51.100.7'],
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-Host', 'id.example.test'],
  ] as const) {
    const { server } = await openSite({ APP_URL: appUrl, TRUSTED_PROXIES: '' })
    await proxied(server, { [name]: value })
    await expect
      .poll(() => warnings(server, 'proxy.not-trusted'))
      .toMatchObject([{ proxy: '127.0.0.1', msg: expect.stringContaining('send X-Forwarded-For') }])
  }
})

test('what a page is asked to say is said once, travels nowhere and leaves the address', async () => {
  const site = await openSite()
  const visitor = site.visitor()
  const first = await visitor.get('/sign-in?notice=signed-out&next=%2Fprofile')
  expect([first.status, first.leadsTo]).toEqual([303, '/sign-in?next=%2Fprofile'])
  expect((await visitor.get('/sign-in?next=%2Fprofile')).body).toContain('You’re signed out.')
  expect((await visitor.get('/sign-in?next=%2Fprofile')).body).not.toContain('You’re signed out.')
  const odd = await visitor.get('/sign-in?notice=%22%3E%0d%0aSet-Cookie:x')
  expect([odd.leadsTo, odd.headers['set-cookie']]).toEqual(['/sign-in', undefined])
  const signedOut = await visitor.get('/profile?notice=password-changed')
  expect(signedOut.leadsTo).toBe('/profile')
  expect((await site.visitor().get('/profile')).leadsTo).toBe('/sign-in?next=%2Fprofile')
  expect((await site.visitor().rsc('/profile?notice=password-changed')).leadsTo ?? '').not.toContain('notice')
})
