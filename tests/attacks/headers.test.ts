import { beforeAll, expect, test } from 'vitest'
import { days } from '@/lib/duration'
import { builtAction, builtRoutes, filled } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import { type Answer, Visitor } from '../support/server/visitor'

let site: Site
let admin: Resident

beforeAll(async () => {
  site = await openSite()
  admin = await site.seed.admin({ enrolled: true })
})

function expectSafe(what: string, { headers, body }: Answer): void {
  const missing: string[] = []
  const must = (name: string, pattern: RegExp) => {
    if (!pattern.test(String(headers[name] ?? ''))) missing.push(`${name}: ${headers[name]}`)
  }
  must('x-content-type-options', /^nosniff$/)
  must('x-frame-options', /^DENY$/)
  must('referrer-policy', /^same-origin$/)
  must('cross-origin-opener-policy', /^same-origin$/)
  must('cross-origin-resource-policy', /^same-origin$/)
  if (/html|x-component/.test(String(headers['content-type']))) {
    must('cache-control', /no-store/)
    must('content-security-policy', /frame-ancestors 'none'/)
    must('content-security-policy', /script-src 'self' 'nonce-[\w-]{22}' 'strict-dynamic';/)
    must('content-security-policy', /object-src 'none'; base-uri 'none'; form-action 'self'/)
    const policy = String(headers['content-security-policy'])
    if (/unsafe-inline|unsafe-eval|\*|https?:/.test(policy)) missing.push(policy)
  }
  for (const name of ['x-powered-by', 'server', 'access-control-allow-origin'])
    if (headers[name]) missing.push(`${name}: ${headers[name]}`)
  expect([what, missing]).toEqual([what, []])

  // Every script and style in the page is one that the policy lets run; Next's last resort has none that needs to.
  if (!String(headers['content-type']).includes('html') || what.includes('_global-error')) return
  const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1]
  for (const [tag] of body.matchAll(/<(?:script|style)\b[^>]*>/g))
    expect([what, tag]).toEqual([what, expect.stringContaining(`nonce="${nonce}"`)])
  expect([what, /<[a-z][^>]* (style|on\w+)="[^>]*/.exec(body)?.[0]]).toEqual([what, undefined])
}

test('every page, drawn for everyone, as HTML and as RSC, has the headers', async () => {
  const nonces = new Set<string>()
  const visitors = {
    nobody: site.visitor(),
    challenger: site.visitor({ challenge: await site.challenge(admin) }),
    admin: await site.signedIn(admin),
  }
  for (const [who, visitor] of Object.entries(visitors)) {
    for (const route of [...builtRoutes(), '/nothing/here', '/_next/static/nothing.js', '/api/health']) {
      const path = filled(route, admin.id)
      const page = await visitor.get(path)
      expectSafe(`${path} for ${who}`, page)
      expectSafe(`${path} as RSC for ${who}`, await visitor.rsc(path))
      const nonce = /'nonce-([^']+)'/.exec(String(page.headers['content-security-policy']))?.[1]
      if (nonce) expect(nonces.has(nonce)).toBe(false)
      if (nonce) nonces.add(nonce)
    }
  }
})

test('refusals and answers to forms have them too', async () => {
  const browser = await site.signedIn(admin)
  const form = builtAction('turnOff')
  expectSafe('a wrong password', await browser.act(form, { password: 'wrong' }))
  expectSafe(
    'a form without JavaScript',
    await browser.submit('/profile/turn-off', { password: 'wrong' }, 'Turn off'),
  )
  expectSafe('foreign origin', await browser.act(form, {}, { Origin: 'https://evil.example' }))
  expectSafe('a path that cannot be read', await browser.get('/%ZZ'))
  expectSafe('too large', await browser.request('POST', '/profile', {}, 'x'.repeat(65_537)))
})

test('what makes the app installable is the same for everyone, and no cache on the way keeps it', async () => {
  const kinds = {
    '/service-worker.js': /^application\/javascript/,
    '/offline.html': /^text\/html/,
    '/offline.css': /^text\/css/,
    '/manifest.webmanifest': /^application\/manifest\+json/,
  }
  for (const [path, kind] of Object.entries(kinds)) {
    const [strange, own] = [await site.visitor().get(path), await (await site.signedIn(admin)).get(path)]
    expectSafe(path, own)
    expect([path, own.status, own.body]).toEqual([path, 200, strange.body])
    expect(own.headers['content-type']).toMatch(kind)
    expect([path, own.headers['cache-control'], own.headers['set-cookie']]).toEqual([
      path,
      expect.stringMatching(/no-store|no-cache|max-age=0/),
      undefined,
    ])
    expect(own.headers['content-security-policy']).toMatch(/manifest-src 'self'; worker-src 'self'/)
  }
})

test('icons are kept by browsers, which ask whether they are still the same', async () => {
  for (const path of ['/favicon.ico', '/icon.svg', '/apple-icon.png', '/manifest.webmanifest']) {
    const { status, headers } = await site.visitor().get(path)
    expect([path, status, headers['cache-control']]).toEqual([
      path,
      200,
      expect.not.stringContaining('no-store'),
    ])
  }
})

test('a policy sent along by the client is not ours', async () => {
  const page = await site.visitor().get('/sign-in', { 'Content-Security-Policy': "script-src 'nonce-mine'" })
  expect(page.body).not.toContain('mine')
  expect(page.headers['content-security-policy']).not.toContain('mine')
})

const attributesOf = (setCookie: string) =>
  setCookie
    .split('; ')
    .slice(1)
    .map((part) => part.toLowerCase())

test('on http://localhost cookies are HttpOnly, Lax, for every path and named by port', async () => {
  const { port } = new URL(site.server.origin)
  const browser = site.visitor()
  const { email, password } = admin
  const first = await browser.act(builtAction('signIn'), { email, password })
  const second = await browser.act(builtAction('verifyCode'), { code: await admin.phone.nextCode() })
  const themed = await browser.act(builtAction('chooseTheme'), { theme: 'dark' })
  const out = await browser.submit('/profile', {}, 'Sign out').catch(() => null)
  const lines = [first, second, themed, ...(out ? [out] : [])].flatMap(
    ({ headers }) => headers['set-cookie'] ?? [],
  )
  expect(lines.map((line) => line.split('=')[0])).toEqual(
    expect.arrayContaining([`cs.${port}.challenge`, `cs.${port}.session`]),
  )
  // It outlives every session, so that none of the installed app ends with its cookie.
  const kept = lines.find((line) => line.startsWith(`cs.${port}.session=`)) ?? ''
  const until = Date.parse(/expires=([^;]+)/i.exec(kept)?.[1] ?? '')
  expect(Math.abs(until - Date.now() - days(30))).toBeLessThan(60_000)
  for (const line of lines) {
    expect(line).toMatch(new RegExp(`^cs\\.${port}\\.`))
    expect(attributesOf(line)).toEqual(expect.arrayContaining(['path=/', 'httponly', 'samesite=lax']))
    expect(attributesOf(line).filter((part) => part.startsWith('domain'))).toEqual([])
  }
})

test('behind https every cookie is __Host-, Secure, HttpOnly and Lax, and every answer has HSTS', async () => {
  const appUrl = 'https://id.example.test'
  const secure = await openSite({ APP_URL: appUrl })
  const who = await secure.seed.agent({ enrolled: true })
  const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '198.18.99.1' }
  const browser = new Visitor(secure.server, { appUrl, headers })
  const { email, password } = who
  const page = await browser.get('/sign-in')
  const first = await browser.submit('/sign-in', { email, password })
  expect(first.leadsTo).toBe('/sign-in/code')
  const second = await browser.submit('/sign-in/code', { code: await who.phone.nextCode() })
  expect(browser.cookie('session')).toBeDefined()
  const profile = await browser.get('/profile')
  expect(profile.body).toContain(email)
  const themed = await browser.act(builtAction('chooseTheme'), { theme: 'dark' })
  const session = browser.cookie('session') ?? ''
  const out = await browser.act(builtAction('signOutHere'), {})
  expect(browser.cookie('session')).toBeUndefined()
  const answers = [
    page,
    first,
    second,
    profile,
    themed,
    out,
    await browser.get('/api/health'),
    await browser.get('/%ZZ'),
  ]
  for (const answer of answers) {
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=(3153|6307)\d+$/)
    for (const line of answer.headers['set-cookie'] ?? []) {
      expect(line).toMatch(/^__Host-cs\.\w+=/)
      expect(attributesOf(line)).toEqual(
        expect.arrayContaining(['secure', 'path=/', 'httponly', 'samesite=lax']),
      )
      expect(attributesOf(line).filter((part) => part.startsWith('domain'))).toEqual([])
    }
  }
  // What http would name it opens nothing here.
  const plain = new Visitor(secure.server, {
    appUrl,
    headers: { ...headers, Cookie: `cs.443.session=${session}` },
  })
  expect((await plain.get('/profile')).status).toBe(307)
  const insecure = await browser.act(
    builtAction('signIn'),
    { email, password },
    { Origin: 'http://id.example.test' },
  )
  expect(insecure.status).toBe(403)
})

test('what https is demanded of is this host alone, unless the settings say more', async () => {
  const appUrl = 'https://id.example.test'
  for (const [HSTS, header] of [
    ['host', 'max-age=63072000'],
    ['subdomains', 'max-age=63072000; includeSubDomains'],
    ['preload', 'max-age=63072000; includeSubDomains; preload'],
  ] as const) {
    const { server } = await openSite({ APP_URL: appUrl, HSTS })
    const answer = await new Visitor(server, { appUrl }).get('/api/health')
    expect(answer.headers['strict-transport-security']).toBe(header)
  }
})
