import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { setAppPeople } from '@/lib/acts/apps/set-people'
import { setAppTwoFactor } from '@/lib/acts/apps/set-two-factor'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { addGroup } from '@/lib/acts/groups/add'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { suspendUser } from '@/lib/acts/users/suspend'
import { later, minutes } from '@/lib/duration'
import { ask } from '../support/server/asking'
import { GatedBrowser, proxies } from '../support/server/gated-browser'
import { both, GatedSites, leads, toStart } from '../support/server/gated-sites'
import type { Resident } from '../support/server/resident'
import type { Site } from '../support/server/site'

/*
 * What proxies are answered about requests to the sites behind them, attacked as visitors, neighbours and strangers could.
 */

let sites: GatedSites
let site: Site
let ben: Resident
let wiki: string
let vault: string
let nobody: string

beforeAll(async () => {
  sites = await GatedSites.open()
  ;({ site, ben, wiki, vault, nobody } = sites)
})

describe.each(both)('asked by %s', (proxy) => {
  test('who they are is told in four headers, none of them empty, and back they are where they were', async () => {
    const browser = await sites.browserOf(ben)
    expect(await browser.enter(`${wiki}/a%20b/c?d=e&f=%2Fg`)).toBe('/a%20b/c?d=e&f=%2Fg')
    const answer = await browser.verify(proxy, `${wiki}/x`)
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'remote-user': ben.email,
      'remote-email': ben.email,
      'remote-name': ben.name,
      'remote-groups': 'agent',
    })
    expect((await browser.fetches(proxy, `${wiki}/x`, 'POST')).status).toBe(200)
    await browser.enter(vault)
    expect((await browser.verify(proxy, vault)).status).toBe(200)
  })

  test('groups are told by name, and what is not ASCII is percent-encoded', async () => {
    const zoe = await site.seed.agent({ name: 'Zoë 100%' })
    const made = await addGroup(site.ctx(), await site.seed.asAdmin(), {
      ...{ name: `Büro ${proxy}`, description: '' },
    })
    if (!made.ok) throw new Error(made.code)
    const { groupMembers } = site.ctx().db.tables
    const member = { groupId: made.value.groupId, userId: zoe.id, sortName: 'zoe', addedAt: new Date() }
    await site.ctx().db.write((tx) => tx.insert(groupMembers).values(member))
    const { headers } = await (await sites.inside(zoe)).verify(proxy, wiki)
    expect([headers['remote-name'], headers['remote-groups']]).toEqual([
      'Zo%C3%AB 100%25',
      `B%C3%BCro ${proxy}`,
    ])
  })

  test('nobody passes without a gate: pages lead to the sign-in, all else is refused without a way on', async () => {
    const stranger = new GatedBrowser(site, site.visitor())
    const url = new URL(`${wiki}/a?b=c`)
    const asked = await stranger.verify(proxy, url.href)
    expect(leads(asked)).toEqual(toStart(proxy, wiki))
    expect(new URL(asked.headers.location ?? '').searchParams.get('to')).toBe('/a?b=c')
    const others: [Record<string, string>, string][] = [
      [{ 'Sec-Fetch-Mode': 'cors' }, 'GET'],
      [{ 'Sec-Fetch-Mode': 'websocket' }, 'GET'],
      [{}, 'POST'],
      [{}, 'DELETE'],
    ]
    for (const [headers, method] of others)
      expect(leads(await stranger.verify(proxy, url.href, headers, method))).toEqual([401, null])
    const port = Number(new URL(site.server.origin).port)
    const bare = (more: Record<string, string>) =>
      ask(port, { host: 'x', path: `/api/verify/${proxy}`, headers: { ...proxies[proxy](url), ...more } })
    expect(leads(await bare({ Accept: 'text/html' }))).toEqual(toStart(proxy, wiki))
    for (const more of [{}, { Accept: '*/*' }, { Accept: 'text/html', Upgrade: 'websocket' }])
      expect(leads(await bare(more))).toEqual([401, null])
  })

  test('a password is no gate, nor is a session of the portal', async () => {
    const stranger = new GatedBrowser(site, site.visitor())
    const basic = Buffer.from(`${ben.email}:${ben.password}`).toString('base64')
    const Authorization = `Basic ${basic}`
    expect(leads(await stranger.verify(proxy, wiki, { Authorization }))).toEqual(toStart(proxy, wiki))
    const session = await site.openSession(ben)
    for (const name of ['__Host-cs.gate', 'cs.80.gate', '__Host-cs.session']) {
      stranger.jar(new URL(wiki).host).set(name, session)
      expect(leads(await stranger.verify(proxy, wiki))).toEqual(toStart(proxy, wiki))
    }
  })

  test('the headers of the other proxy say nothing', async () => {
    const browser = await sites.inside()
    const cookie = [...browser.jar(new URL(wiki).host)].map(([name, value]) => `${name}=${value}`).join('; ')
    const other = proxies[proxy === 'nginx' ? 'forward' : 'nginx'](new URL(wiki))
    const asked = await browser.verify(proxy, vault, { Cookie: cookie, ...other })
    expect(leads(asked)).toEqual(toStart(proxy, vault))
    const port = Number(new URL(site.server.origin).port)
    const alone = { host: 'x', path: `/api/verify/${proxy}`, headers: { Cookie: cookie, ...other } }
    expect((await ask(port, alone)).status).toBe(400)
  })

  test('the host that a client names at a default server opens no other site', async () => {
    const browser = await sites.inside()
    const cookie = [...browser.jar(new URL(wiki).host)].map(([name, value]) => `${name}=${value}`).join('; ')
    const port = Number(new URL(site.server.origin).port)
    const asked = await ask(port, {
      host: new URL(wiki).host,
      path: `/api/verify/${proxy}`,
      headers: { ...proxies[proxy](new URL(vault)), Cookie: cookie, 'Sec-Fetch-Mode': 'navigate' },
    })
    expect(leads(asked)).toEqual(toStart(proxy, vault))
  })

  test('a cookie of one site opens no other', async () => {
    const browser = await sites.inside()
    for (const [name, value] of browser.jar(new URL(wiki).host))
      browser.jar(new URL(vault).host).set(name, value)
    expect((await browser.verify(proxy, wiki)).status).toBe(200)
    expect(leads(await browser.verify(proxy, vault))).toEqual(toStart(proxy, vault))
  })

  test('a gate without the prefix, as a neighbour could plant it, is none', async () => {
    const browser = await sites.inside()
    const jar = browser.jar(new URL(wiki).host)
    const token = jar.get('__Host-cs.gate') ?? ''
    jar.clear()
    // Browsers watch over the prefix at the beginning of a name, not behind a space of another kind.
    for (const name of ['cs.80.gate', '\u00a0__Host-cs.gate', '__Secure-cs.gate', '__host-cs.gate']) {
      jar.clear()
      jar.set(name, token)
      expect([name, leads(await browser.verify(proxy, wiki))]).toEqual([name, toStart(proxy, wiki)])
    }
  })

  test('a client that says who it is changes nothing', async () => {
    const browser = await sites.inside()
    const forged = {
      'Remote-User': 'ada@example.com',
      'Remote-Groups': 'admin',
      'X-Countersign-Address': '1.2.3.4',
    }
    const { headers } = await browser.verify(proxy, wiki, forged)
    expect([headers['remote-user'], headers['remote-groups']]).toEqual([ben.email, 'agent'])
    const stranger = new GatedBrowser(site, site.visitor())
    const answer = await stranger.verify(proxy, wiki, forged)
    expect([answer.headers['remote-user'], ...leads(answer)]).toEqual([undefined, ...toStart(proxy, wiki)])
  })

  test('a host that nobody registered is refused, and so are addresses that cannot be read', async () => {
    const browser = await sites.inside()
    expect(leads(await browser.verify(proxy, 'https://evil.example'))).toEqual([403, null])
    await expect.poll(() => site.server.output()).toContain('asked whether someone may open evil.example')
    const host = new URL(wiki).host
    const broken =
      proxy === 'nginx'
        ? [
            `https://${host}@evil.example/`,
            `//${host}/`,
            `https://${host}`,
            `javascript://${host}/`,
            '',
            `https://${host}/, https://evil.example/`,
          ]
        : ['', `${host}, evil.example`, `evil.example/@${host}`, `${host}/../evil`, `a@${host}`]
    for (const said of broken) {
      const name = proxy === 'nginx' ? 'X-Original-URL' : 'X-Forwarded-Host'
      expect([said, (await browser.verify(proxy, wiki, { [name]: said })).status]).toEqual([said, 400])
    }
  })

  test('someone who may no longer pass is refused at the next request', async () => {
    const admin = await site.seed.asAdmin()
    const ends: ((who: Resident, session: string) => Promise<unknown>)[] = [
      async (_, session) => signOut(site.ctx(), await site.memberOf(session)),
      (who) => suspendUser(site.ctx(), admin, { userId: who.id }),
      (who) => resetTwoFactor(site.ctx(), admin, { userId: who.id }),
    ]
    for (const end of ends) {
      const who = await site.seed.agent({ enrolled: true })
      const session = await site.openSession(who)
      const browser = new GatedBrowser(site, site.visitor({ session }))
      await browser.enter(wiki)
      expect((await browser.verify(proxy, wiki)).status).toBe(200)
      await end(who, session)
      expect(leads(await browser.verify(proxy, wiki))).toEqual(toStart(proxy, wiki))
      expect(leads(await browser.fetches(proxy, wiki))).toEqual([401, null])
    }
  })

  test('a rule that an admin makes holds for gates that are open', async () => {
    const admin = await site.seed.asAdmin()
    const own = await sites.add('Payroll')
    const plain = await site.seed.agent()
    const browser = await sites.inside(plain, own.address)
    await setAppTwoFactor(site.ctx(), admin, { appId: own.id, rule: 'always', freshHours: null })
    expect(leads(await browser.verify(proxy, own.address))).toEqual(toStart(proxy, own.address))
    expect(leads(await browser.fetches(proxy, own.address))).toEqual([401, null])
    await setAppTwoFactor(site.ctx(), admin, { appId: own.id, rule: 'person', freshHours: null })
    expect((await browser.verify(proxy, own.address)).status).toBe(200)
    await setAppPeople(site.ctx(), admin, { appId: own.id, who: 'groups', groups: [nobody] })
    await refusedInWords(browser, own.address, 'Your account isn’t allowed to use Payroll.')
    await setAppPeople(site.ctx(), admin, { appId: own.id, who: 'everyone', groups: [] })
    expect((await browser.verify(proxy, own.address)).status).toBe(200)
    // Their session goes on for a while, and this site does not.
    await requireTwoFactor(site.ctx(), admin, { userId: plain.id, required: true, signOut: false })
    expect(leads(await browser.verify(proxy, own.address))).toEqual(toStart(proxy, own.address))
    await suspendApp(site.ctx(), admin, { appId: own.id })
    await refusedInWords(browser, own.address, 'Payroll is turned off for now.')
    const stranger = new GatedBrowser(site, site.visitor())
    expect(leads(await stranger.fetches(proxy, own.address))).toEqual([403, null])
    const { db } = site.ctx()
    const { appProblems } = db.tables
    const told = await db.read.select().from(appProblems).where(eq(appProblems.appId, own.id))
    expect(told.map(({ code, userId }) => [code, userId]).sort()).toEqual([
      ['app-suspended', plain.id],
      ['not-assigned', plain.id],
    ])
  })

  /** A page leads to one that says why not, and whom to ask; what a script fetches is refused. */
  async function refusedInWords(browser: GatedBrowser, address: string, words: string) {
    const answer = await browser.verify(proxy, address)
    expect(leads(answer)).toEqual(toStart(proxy, address))
    const started = await browser.open(answer.headers.location ?? '')
    const { entrance, body } = await browser.passPortal(started.headers.location ?? '')
    expect([entrance, body]).toEqual([null, expect.stringContaining(words)])
    expect(leads(await browser.fetches(proxy, address))).toEqual([403, null])
  }

  test('only pages that a person opens count as use, and an idle session opens none', async () => {
    const session = await site.openSession(ben)
    const browser = new GatedBrowser(site, site.visitor({ session }))
    await browser.enter(wiki)
    const { sessionId } = await site.memberOf(session)
    const { db, now } = site.ctx()
    const { sessions } = db.tables
    const set = (values: { lastSeenAt?: Date; idleExpiresAt?: Date }) =>
      db.write((tx) => tx.update(sessions).set(values).where(eq(sessions.id, sessionId)))
    const seen = async () => {
      const [row] = await db.read.select().from(sessions).where(eq(sessions.id, sessionId))
      return row?.lastSeenAt.getTime() ?? 0
    }
    const before = later(now(), -minutes(5))
    await set({ lastSeenAt: before })
    expect((await browser.fetches(proxy, wiki)).status).toBe(200)
    expect(await seen()).toBe(before.getTime())
    expect((await browser.verify(proxy, wiki)).status).toBe(200)
    await expect.poll(seen).toBeGreaterThan(before.getTime())
    await set({ idleExpiresAt: later(now(), -1) })
    expect(leads(await browser.fetches(proxy, wiki))).toEqual([401, null])
    expect(leads(await browser.verify(proxy, wiki))).toEqual(toStart(proxy, wiki))
  })
})
