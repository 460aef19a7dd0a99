import { afterAll, beforeAll, expect, test } from 'vitest'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import type { Site as Settings } from '@/lib/known-apps/proxies'
import type { WebServer } from '../process/web-server'
import { ask, fetching } from './asking'
import { BehindProxy } from './behind-proxy'
import type { Echo } from './echo'
import { GatedBrowser } from './gated-browser'
import { openSite, type Site } from './site'

const person = ['remote-user', 'remote-email', 'remote-name', 'remote-groups']
const forged = { 'Remote-User': 'ada@example.com', 'Remote-Groups': 'admin', Remote_User: 'ada@example.com' }

/** What holds of a site behind any proxy, tried with one that others wrote. */
export function testBehind(start: (port: number, sites: Settings[]) => Promise<WebServer>): void {
  let site: Site
  let sites: BehindProxy
  beforeAll(async () => {
    site = await openSite()
    sites = await BehindProxy.with(site, start)
  })
  afterAll(() => sites.stop())

  test('a link leads to the sign-in and back to the same path and query, and another site opens at once', async () => {
    const ben = await site.seed.agent()
    const browser = sites.browser()
    const first = await browser.visit(sites.wiki, '/a%20b/c?d=e&f=%2Fg')
    expect(first.headers.location).toMatch(new RegExp(`^http://${sites.wiki}/\\.countersign/start\\?to=`))
    const { echo, path } = await browser.open(sites.wiki, '/a%20b/c?d=e&f=%2Fg', ben)
    expect([path, echo.url]).toEqual(['/a%20b/c?d=e&f=%2Fg', '/a%20b/c?d=e&f=%2Fg'])
    expect(person.map((name) => echo.headers[name])).toEqual([ben.email, ben.email, ben.name, 'agent'])
    expect((await browser.open(sites.vault, '/x')).echo.headers['remote-user']).toBe(ben.email)
  })

  test('what scripts fetch and WebSockets are refused without a gate, and reach the site with one', async () => {
    const browser = await sites.signedIn(await site.seed.agent())
    for (const more of [{}, { method: 'POST', body: 'hello' }]) {
      const refused = await browser.fetch(sites.wiki, '/x', more)
      expect([refused.status, refused.headers.location]).toEqual([401, undefined])
    }
    expect((await browser.greet(sites.wiki, 'hello')).status).toBe(401)
    await browser.open(sites.wiki, '/')
    const posted = await browser.fetch(sites.wiki, '/x?y', { method: 'POST', body: 'hello' })
    expect(JSON.parse(posted.body)).toMatchObject({ method: 'POST', url: '/x?y', body: 'hello' })
    expect(await browser.greet(sites.wiki, 'hello')).toEqual({ status: 101, said: 'hello' })
  })

  test('whoever says that they are someone is not', async () => {
    const ben = await site.seed.agent()
    const browser = await sites.signedIn(ben)
    expect((await browser.fetch(sites.wiki, '/', { headers: forged })).status).toBe(401)
    await browser.open(sites.wiki, '/')
    const seen = JSON.parse((await browser.fetch(sites.wiki, '/', { headers: forged })).body) as Echo
    expect(person.map((name) => seen.headers[name])).toEqual([ben.email, ben.email, ben.name, 'agent'])
    expect(Object.keys(seen.headers).filter((name) => /^remote.user$/.test(name))).toEqual(['remote-user'])
  })

  test('nobody makes a connection to the site anything but a WebSocket, in which they could be anybody', async () => {
    const browser = await sites.signedIn(await site.seed.agent())
    await browser.open(sites.wiki, '/')
    const h2c = { Connection: 'Upgrade', 'HTTP2-Settings': 'AAMAAABkAARAAAAAAAIAAAAA' }
    for (const path of ['/', '/health', '/public/x'])
      for (const Upgrade of ['h2c', 'h2c, websocket', 'websocket, h2c', 'HTTP/2.0']) {
        const answer = await browser.fetch(sites.wiki, path, { headers: { ...h2c, Upgrade } })
        expect([path, Upgrade, answer.status]).toEqual([path, Upgrade, 200])
        const { headers } = JSON.parse(answer.body) as Echo
        expect([path, Upgrade, headers.upgrade]).toEqual([path, Upgrade, undefined])
      }
  })

  test('nobody takes away who they are', async () => {
    const ben = await site.seed.agent()
    const browser = await sites.signedIn(ben)
    await browser.open(sites.wiki, '/')
    const headers = { Connection: `close, ${person.join(', ')}` }
    const seen = JSON.parse((await browser.fetch(sites.wiki, '/', { headers })).body) as Echo
    expect(person.map((name) => seen.headers[name])).toEqual([ben.email, ben.email, ben.name, 'agent'])
  })

  test('headers of another proxy and other hosts open nothing', async () => {
    const browser = await sites.signedIn(await site.seed.agent())
    await browser.open(sites.wiki, '/')
    const { Cookie = '' } = browser.cookies(sites.wiki)
    const lies = {
      'X-Original-URL': `http://${sites.wiki}/`,
      'X-Original-Method': 'GET',
      'X-Forwarded-Host': sites.wiki,
      'X-Forwarded-Uri': '/health',
      'X-Forwarded-Method': 'GET',
    }
    expect((await browser.fetch(sites.vault, '/', { headers: { Cookie, ...lies } })).status).toBe(401)
    const stranger = sites.browser()
    expect((await stranger.fetch(sites.vault, '/', { headers: lies })).status).toBe(401)
    const nowhere = await stranger.fetch('nowhere.localhost', '/', { headers: lies })
    expect(nowhere.body).not.toContain('"url"')
  })

  test('the gate of a site opens no other at a server that answers for every host', async () => {
    const strict = await BehindProxy.with(site, (port, all) => start(port, all.slice(1)))
    try {
      const browser = new GatedBrowser(site, await site.signedIn(await site.seed.agent()))
      await browser.enter(`http://${strict.wiki}/`)
      const cookies = [...browser.jar(strict.wiki)].map(([name, value]) => `${name}=${value}`)
      const headers = { ...fetching, Cookie: cookies.join('; ') }
      for (const host of [strict.vault, strict.wiki, 'nowhere.localhost'])
        expect([host, (await ask(strict.port, { host, headers })).body.includes('"url"')]).toEqual([
          host,
          false,
        ])
    } finally {
      await strict.stop()
    }
  })

  test('open paths need no sign-in, tell of nobody, and are no way to the others', async () => {
    const stranger = sites.browser()
    for (const path of ['/health', '/health?x', '/public/', '/public/a/b.css?c']) {
      const open = await stranger.fetch(sites.wiki, path, { headers: forged })
      expect([path, open.status]).toEqual([path, 200])
      const { url, headers } = JSON.parse(open.body) as Echo
      expect([path, url, Object.keys(headers).filter((name) => /^remote/.test(name))]).toEqual([
        path,
        path,
        [],
      ])
    }
    const around = [
      '',
      'x',
      '../x',
      '%2e%2e/x',
      '..%2fx',
      '%2e%2e%2fx',
      '..;/x',
      './../x',
      '/x',
      '%2fx',
      '..\\x',
      '..%5cx',
      '%252e%252e/x',
    ]
      .map((rest) => `/public/${rest}`)
      .slice(2)
    const others = [
      '/',
      '/public',
      '/publicx',
      '/healthx',
      '/health/',
      '/health/x',
      '/health%2f..',
      '//health',
      '/x/../health/../x',
      '/x%2f..%2fhealth',
      '/HEALTH',
      '/./x',
      '//public/../x',
      ...around,
    ]
    for (const path of others) {
      const { status, body } = await stranger.fetch(sites.wiki, path)
      // What reached the site, if anything did, is below an open path however it is read.
      const reached = status === 200 ? (JSON.parse(body) as Echo).url : null
      if (reached !== null) expect([path, staysOpen(reached)]).toEqual([path, true])
    }
  })

  test('who signs out or is suspended is refused at the next request', async () => {
    const session = async (who: Awaited<ReturnType<typeof site.seed.agent>>) => {
      const browser = await sites.signedIn(who)
      await browser.open(sites.wiki, '/')
      return browser
    }
    const [ben, zoe] = [await site.seed.agent(), await site.seed.agent()]
    const leaving = await session(ben)
    const member = await site.memberOf(leaving.portal.cookie('session') ?? '')
    await signOut(site.ctx(), member)
    const suspended = await session(zoe)
    await suspendUser(site.ctx(), await site.seed.asAdmin(), { userId: zoe.id })
    for (const browser of [leaving, suspended]) {
      expect((await browser.fetch(sites.wiki, '/')).status).toBe(401)
      expect((await browser.visit(sites.wiki, '/')).headers.location).toContain('/.countersign/start')
    }
  })
}

/** Whether a path that a site was asked for means an open one, decoded as often and as loosely as any site may. */
function staysOpen(url: string): boolean {
  let path = url.split('?', 1)[0] ?? ''
  for (let times = 0; times < 3; times++) {
    const plain = new URL(path.replaceAll('\\', '/').replace(/\/+/g, '/'), 'http://x').pathname
    if (!/^\/(health|public\/.*)$/.test(plain)) return false
    path = decodeURIComponent(path)
  }
  return true
}
