import { beforeAll, expect, test } from 'vitest'
import { builtAction, builtRoutes } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'

let site: Site
let admin: Resident
let agent: Resident

beforeAll(async () => {
  site = await openSite()
  admin = await site.seed.admin()
  agent = await site.seed.agent({ enrolled: true })
})

test('a form from elsewhere is refused, however its headers agree with one another', async () => {
  const browser = await site.signedIn(agent)
  const before = await site.snapshot()
  const { origin } = site.server
  const evil = 'https://evil.example'
  const { port } = new URL(origin)
  for (const headers of [
    { Origin: evil },
    { Origin: 'null' },
    { Origin: null },
    { Origin: '' },
    { Origin: evil, 'X-Forwarded-Host': 'evil.example' },
    { Origin: evil, Host: 'evil.example' },
    { Origin: evil, Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
    { Origin: evil, Forwarded: 'host=evil.example;proto=https' },
    { Origin: null, Referer: `${origin}/profile` },
    { Origin: null, 'Sec-Fetch-Site': 'same-origin' },
    { Origin: `${origin}.evil.example` },
    { Origin: `${origin}/` },
    { Origin: `https://localhost:${port}` },
    { Origin: `http://127.0.0.1:${port}` },
    { Origin: 'http://localhost' },
    { Origin: `${origin}, ${evil}` },
    { Origin: `${evil}, ${origin}` },
  ] as Record<string, string | null>[]) {
    for (const name of ['turnOff', 'signOutHere', 'chooseTheme']) {
      const { id, path } = builtAction(name)
      const body = '--x\r\nContent-Disposition: form-data; name="_1_password"\r\n\r\nx\r\n--x--\r\n'
      for (const own of [{ 'Next-Action': id }, {}] as Record<string, string>[]) {
        const sent = { 'Content-Type': 'multipart/form-data; boundary=x', ...own, ...headers }
        const answer = await browser.request('POST', path, sent, body)
        expect([headers, answer.status]).toEqual([headers, 403])
        expect(answer.headers['set-cookie']).toBeUndefined()
      }
    }
  }
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    expect((await browser.request(method, '/profile', { Origin: null })).status).toBe(403)
  expect(await site.snapshot()).toEqual(before)
})

test('opening a page, any of them, changes nothing', async () => {
  const browser = await site.signedIn(admin)
  const before = await site.snapshot()
  for (const route of builtRoutes()) {
    const path = route.replace('[id]', agent.id).replace('[token]', agent.invitation.split('/').at(-1) ?? '')
    for (const query of ['', '?userId=1&password=x', '?_method=DELETE'])
      expect((await browser.get(path + query, { Origin: 'https://evil.example' })).status).not.toBe(400)
    await browser.request('HEAD', path)
  }
  expect(await site.snapshot()).toEqual(before)
})

test('no Host and no forwarded host is believed: links and redirects are our own', async () => {
  const browser = await site.signedIn(admin)
  const invited = await site.seed.agent({ invited: true })
  const cookies = () => [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const path = `/organization/users/${invited.id}`
  await browser.act({ ...builtAction('inviteAgain'), path }, { userId: invited.id })
  for (const headers of [
    { Host: 'evil.example' },
    { 'X-Forwarded-Host': 'evil.example' },
    { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
    { Host: 'evil.example', Forwarded: 'host=evil.example' },
    { Host: 'evil.example:80@localhost' },
  ] as Record<string, string>[]) {
    // Told the right address first, or led there; let in only after that led in a circle.
    const told = await browser.get(path, headers)
    expect([headers, told.status]).toEqual([headers, expect.toBeOneOf([200, 307, 400])])
    expect(told.leadsTo ?? site.server.origin).toContain(site.server.origin)
    expect(told.body + JSON.stringify(told.headers)).not.toContain('evil.example')
    const page = await browser.get(path, { ...headers, Cookie: `${cookies()}; cs.led=1` })
    expect(page.status).toBe(200)
    expect(page.body).toContain(`${site.server.origin}/invitation/`)
    expect(page.body).not.toContain('evil.example')
    for (const answer of [
      await site.visitor().get('/profile', { ...headers, Cookie: 'cs.led=1' }),
      await site.visitor().get('/', { ...headers, Cookie: 'cs.led=1' }),
    ]) {
      expect(answer.leadsTo).toMatch(/^\/sign-in/)
      expect(JSON.stringify(answer.headers)).not.toContain('evil.example')
    }
  }
})

test('private headers from outside are stripped', async () => {
  const who = await site.seed.agent()
  const forged = {
    'X-Countersign-Address': '6.6.6.6',
    'x-countersign-path': '//evil.example',
    'X-Countersign-Request-Id': 'forged',
    'X-Auth-Return-Redirect': '1',
    'X-Action-Forwarded': '1',
    'X-Middleware-Subrequest': 'proxy:proxy:proxy:proxy:proxy',
    'X-Matched-Path': '/organization/users',
    'X-Invoke-Path': '/organization/users',
    'X-Nextjs-Rewrite': '/organization/users',
    Authorization: 'Bearer x',
  }
  const browser = site.visitor()
  const refused = await browser.get('/profile', forged)
  expect(refused.leadsTo).toBe('/sign-in?next=%2Fprofile')
  expect((await browser.get('/organization/users', forged)).status).toBe(307)
  const { email, password } = who
  await browser.submit('/sign-in', { email, password }, undefined, forged)
  const profile = await browser.get('/profile', forged)
  expect(profile.body).toContain(email)
  expect(profile.body).not.toContain('6.6.6.6')
  const { sessions, throttles } = site.ctx().db.tables
  const addresses = await site.ctx().db.read.select({ address: sessions.address }).from(sessions)
  expect(addresses.map(({ address }) => address)).not.toContain('6.6.6.6')
  const keys = await site.ctx().db.read.select({ key: throttles.key }).from(throttles)
  expect(keys.map(({ key }) => key)).not.toContain('password:address:6.6.6.6')
})

test('a header that silences next-auth does not sign anyone in without a right code', async () => {
  const browser = site.visitor({ challenge: await site.challenge(agent) })
  const silence = { 'X-Auth-Return-Redirect': '1' }
  const answer = await browser.act(
    builtAction('verifyCode'),
    { code: await agent.phone.wrongCode() },
    silence,
  )
  expect(answer.body).toContain('"status":"failed"')
  expect(browser.cookie('session')).toBeUndefined()
})

test('an address of another server, dot segments and what cannot be decoded are refused', async () => {
  const browser = await site.signedIn(agent)
  for (const path of [
    'http://evil.example/sign-in',
    'abc://evil.example/sign-in',
    '*',
    '/_next/static/../../profile',
    '/_next/static/%2e%2e/%2e%2e/profile',
    '/invitation/%E0%A4%A',
    '/organization/users/%ZZ',
  ]) {
    const answer = await browser.get(path)
    expect([path, answer.status, answer.leadsTo]).toEqual([path, 400, null])
    expect(answer.body).not.toContain(agent.email)
  }
  for (const query of [
    '?before=1e999',
    '?before[]=x',
    '?q=%E0%A4%A',
    `?q=${'a'.repeat(4000)}`,
    '?twoFactor=x',
    '?after=!!',
    '?q=a&q=b',
  ]) {
    for (const page of ['/organization/users', '/organization/audit', '/profile', '/sign-in', '/setup'])
      expect([page, query, (await browser.get(page + query)).status]).not.toContain(500)
    const answer = await (await site.signedIn(admin)).get(`/organization/users${query}`)
    expect([query, answer.status]).toEqual([query, 200])
  }
})

test('after an action that redirects, the server fetches the next page from itself, with the cookies', async () => {
  const who = await site.seed.agent()
  const { email, password } = who
  const answer = await site.visitor().act(builtAction('signIn'), { email, password })
  expect(answer.leadsTo).toBe('/profile')
  expect(site.server.output()).not.toMatch(/failed to (get redirect|forward action) response/)
})
