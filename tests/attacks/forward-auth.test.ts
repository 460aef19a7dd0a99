import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { addApp } from '@/lib/acts/apps/add'
import { setAppPeople } from '@/lib/acts/apps/set-people'
import { setAppTwoFactor } from '@/lib/acts/apps/set-two-factor'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { addGroup } from '@/lib/acts/groups/add'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { suspendUser } from '@/lib/acts/users/suspend'
import { later, minutes } from '@/lib/duration'
import { type Answered, ask } from '../support/server/asking'
import { GatedBrowser, type ProxyKind, proxies } from '../support/server/gated-browser'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'

/*
 * Sites behind a proxy, attacked as their visitors, their neighbours and strangers could. Two processes serve, on one
 * database; the test is the proxy.
 */

let site: Site
let ben: Resident
let wiki: string
let vault: string
/** A group of nobody. */
let nobody: string

beforeAll(async () => {
  site = await openSite({ WORKERS: '2' })
  ben = await site.seed.agent({ enrolled: true })
  wiki = (await addSite('Wiki')).address
  vault = (await addSite('Vault')).address
  const made = await addGroup(site.ctx(), await site.seed.asAdmin(), { name: 'Nobody' })
  if (!made.ok) throw new Error(made.code)
  nobody = made.value.groupId
})

async function addSite(
  name: string,
  address = `https://${name.toLowerCase()}-${randomUUID()}.example.com`,
  on = site,
) {
  const more = { redirectUris: [], publicClient: false }
  const added = await addApp(on.ctx(), await on.seed.asAdmin(), { what: 'site', name, address, ...more })
  if (!added.ok) throw new Error(added.code)
  return { id: added.value.appId, address }
}

const browserOf = async (who: Resident) => new GatedBrowser(site, await site.signedIn(who))
const both: ProxyKind[] = ['nginx', 'forward']
const leads = (answer: Answered) => [answer.status, answer.headers.location?.split('?')[0] ?? null]
const toStart = (proxy: ProxyKind, address: string) => [
  proxy === 'nginx' ? 401 : 302,
  `${address}/.countersign/start`,
]

async function inside(who = ben, address = wiki) {
  const browser = await browserOf(who)
  await browser.enter(address)
  return browser
}

describe.each(both)('asked by %s', (proxy) => {
  test('who they are is told in four headers, none of them empty, and back they are where they were', async () => {
    const browser = await browserOf(ben)
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
    const { headers } = await (await inside(zoe)).verify(proxy, wiki)
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
    const browser = await inside()
    const cookie = [...browser.jar(new URL(wiki).host)].map(([name, value]) => `${name}=${value}`).join('; ')
    const other = proxies[proxy === 'nginx' ? 'forward' : 'nginx'](new URL(wiki))
    const asked = await browser.verify(proxy, vault, { Cookie: cookie, ...other })
    expect(leads(asked)).toEqual(toStart(proxy, vault))
    const port = Number(new URL(site.server.origin).port)
    const alone = { host: 'x', path: `/api/verify/${proxy}`, headers: { Cookie: cookie, ...other } }
    expect((await ask(port, alone)).status).toBe(400)
  })

  test('the host that a client names at a default server opens no other site', async () => {
    const browser = await inside()
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
    const browser = await inside()
    for (const [name, value] of browser.jar(new URL(wiki).host))
      browser.jar(new URL(vault).host).set(name, value)
    expect((await browser.verify(proxy, wiki)).status).toBe(200)
    expect(leads(await browser.verify(proxy, vault))).toEqual(toStart(proxy, vault))
  })

  test('a gate without the prefix, as a neighbour could plant it, is none', async () => {
    const browser = await inside()
    const jar = browser.jar(new URL(wiki).host)
    const token = jar.get('__Host-cs.gate') ?? ''
    jar.clear()
    jar.set('cs.80.gate', token)
    expect(leads(await browser.verify(proxy, wiki))).toEqual(toStart(proxy, wiki))
  })

  test('a client that says who it is changes nothing', async () => {
    const browser = await inside()
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
    const browser = await inside()
    expect(leads(await browser.verify(proxy, 'https://evil.example'))).toEqual([403, null])
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
    const own = await addSite('Payroll')
    const plain = await site.seed.agent()
    const browser = await inside(plain, own.address)
    await setAppTwoFactor(site.ctx(), admin, { appId: own.id, rule: 'always', freshHours: null })
    expect(leads(await browser.verify(proxy, own.address))).toEqual(toStart(proxy, own.address))
    expect(leads(await browser.fetches(proxy, own.address))).toEqual([401, null])
    await setAppTwoFactor(site.ctx(), admin, { appId: own.id, rule: 'person', freshHours: null })
    expect((await browser.verify(proxy, own.address)).status).toBe(200)
    await setAppPeople(site.ctx(), admin, { appId: own.id, who: 'groups', groups: [nobody] })
    expect(leads(await browser.verify(proxy, own.address))).toEqual([403, null])
    await setAppPeople(site.ctx(), admin, { appId: own.id, who: 'everyone', groups: [] })
    expect((await browser.verify(proxy, own.address)).status).toBe(200)
    // Their session goes on for a while, and this site does not.
    await requireTwoFactor(site.ctx(), admin, { userId: plain.id, required: true, signOut: false })
    expect(leads(await browser.verify(proxy, own.address))).toEqual(toStart(proxy, own.address))
    await suspendApp(site.ctx(), admin, { appId: own.id })
    expect(leads(await browser.verify(proxy, own.address))).toEqual([403, null])
  })

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

describe('a ticket', () => {
  test('works once, whoever is how quick', async () => {
    const browser = await browserOf(ben)
    const link = await browser.ticketFor(wiki)
    const answers = await Promise.all(Array.from({ length: 8 }, () => browser.open(link)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(7).fill(400)])
    expect((await browser.open(link)).status).toBe(400)
  })

  test('works in no other browser, so that nobody is signed in as someone else', async () => {
    const attacker = await browserOf(ben)
    const link = await attacker.ticketFor(wiki)
    const fresh = new GatedBrowser(site, site.visitor())
    expect((await fresh.open(link)).status).toBe(400)
    const victim = await browserOf(await site.seed.agent())
    await victim.ticketFor(wiki)
    expect((await victim.open(link)).status).toBe(400)
    expect(leads(await victim.verify('nginx', wiki))).toEqual(toStart('nginx', wiki))
    expect((await attacker.open(link)).status).toBe(303)
  })

  test('works at no other host', async () => {
    const browser = await browserOf(ben)
    const link = await browser.ticketFor(wiki)
    await browser.ticketFor(vault)
    const [[name, mark] = ['', '']] = [...browser.jar(new URL(wiki).host)]
    browser.jar(new URL(vault).host).set(name, mark)
    expect((await browser.open(link.replace(wiki, vault))).status).toBe(400)
    expect((await browser.open(link.replace(wiki, 'https://evil.example'))).status).toBe(404)
    expect((await browser.open(link)).status).toBe(303)
  })

  test('works for 30 seconds, and not for someone who was suspended meanwhile', async () => {
    const browser = await browserOf(ben)
    const link = await browser.ticketFor(wiki)
    const { db, now } = site.ctx()
    const { gateTickets } = db.tables
    const [row] = await db.read.select().from(gateTickets)
    const life = (row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)
    expect(life).toBe(30_000)
    await db.write((tx) => tx.update(gateTickets).set({ expiresAt: later(now(), -1) }))
    expect((await browser.open(link)).status).toBe(400)
    const who = await site.seed.agent()
    const theirs = await browserOf(who)
    const late = await theirs.ticketFor(wiki)
    await suspendUser(site.ctx(), await site.seed.asAdmin(), { userId: who.id })
    expect((await theirs.open(late)).status).toBe(400)
  })

  test('is not given to who may not pass', async () => {
    const admin = await site.seed.asAdmin()
    const own = await addSite('Books')
    const started = async (browser: GatedBrowser) => {
      const asked = await browser.verify('nginx', own.address)
      const { headers } = await browser.open(asked.headers.location ?? `${own.address}/.countersign/start`)
      return browser.passPortal(headers.location ?? '')
    }
    const plain = await site.seed.agent()
    await setAppTwoFactor(site.ctx(), admin, { appId: own.id, rule: 'always', freshHours: null })
    const unenrolled = await started(await browserOf(plain))
    expect([unenrolled.entrance, unenrolled.body.includes('Set up two-factor authentication')]).toEqual([
      null,
      true,
    ])
    // Signed in with a password alone, as before a factor was turned on.
    const again = await started(await browserOf(ben))
    expect(again).toMatchObject({
      entrance: null,
      leadsTo: expect.stringMatching(/^\/sign-in\?again=yes&next=%2Fgate/),
    })
    const proved = new GatedBrowser(site, site.visitor({ session: await site.seed.openSession(ben) }))
    expect((await started(proved)).entrance).toMatch(/ticket=/)
    await setAppPeople(site.ctx(), admin, { appId: own.id, who: 'groups', groups: [nobody] })
    const unassigned = await started(proved)
    expect([unassigned.entrance, unassigned.body.includes('isn’t allowed to use Books')]).toEqual([
      null,
      true,
    ])
    const required = await site.seed.agent()
    const browser = await browserOf(required)
    await requireTwoFactor(site.ctx(), admin, { userId: required.id, required: true, signOut: false })
    const asked = await browser.verify('nginx', wiki)
    const led = await browser.open(asked.headers.location ?? '')
    expect(await browser.passPortal(led.headers.location ?? '')).toMatchObject({ entrance: null })
  })
})

test('a sign-in that is too old begins anew', async () => {
  const own = await addSite('Ledger')
  await setAppTwoFactor(site.ctx(), await site.seed.asAdmin(), {
    appId: own.id,
    rule: 'fresh',
    freshHours: 1,
  })
  const session = await site.seed.openSession(ben)
  const browser = new GatedBrowser(site, site.visitor({ session }))
  await browser.enter(own.address)
  const { sessionId } = await site.memberOf(session)
  const { db, now } = site.ctx()
  const { sessions } = db.tables
  const authenticatedAt = later(now(), -minutes(61))
  await db.write((tx) => tx.update(sessions).set({ authenticatedAt }).where(eq(sessions.id, sessionId)))
  const asked = await browser.verify('nginx', own.address)
  expect(leads(asked)).toEqual(toStart('nginx', own.address))
  const started = await browser.open(asked.headers.location ?? '')
  const { leadsTo } = await browser.passPortal(started.headers.location ?? '')
  expect(leadsTo).toMatch(/^\/sign-in\?again=yes&next=%2Fgate/)
  expect((await browser.portal.get(leadsTo ?? '')).body).toContain('Sign in again to continue to Ledger')
})

test('nobody is led to another site', async () => {
  const tricks = [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/./\\/evil',
    '/.//evil.example',
    '/x/..//evil.example',
    '\n//evil.example',
    '/.countersign/start',
    '',
  ]
  for (const to of tricks) {
    const browser = await browserOf(ben)
    const start = `${wiki}/.countersign/start?${new URLSearchParams({ to })}`
    const { headers } = await browser.open(start)
    const gate = new URL(headers.location ?? '')
    expect([to, gate.origin, gate.pathname, gate.searchParams.get('to')]).toEqual([
      to,
      site.server.origin,
      '/gate',
      '/',
    ])
    gate.searchParams.set('to', to)
    const { entrance } = await browser.passPortal(gate.href)
    const link = new URL(entrance ?? '')
    expect([to, link.origin, link.searchParams.get('to')]).toEqual([to, wiki, '/'])
    link.searchParams.set('to', to)
    expect([to, (await browser.open(link.href)).headers.location]).toEqual([to, '/'])
  }
  const browser = await browserOf(ben)
  for (const host of [
    'evil.example',
    `${new URL(wiki).host}@evil.example`,
    `${new URL(wiki).host}.evil.example`,
    '',
  ]) {
    const nonce = 'A'.repeat(43)
    const { entrance } = await browser.passPortal(
      `${site.server.origin}/gate?${new URLSearchParams({ host, nonce })}`,
    )
    expect([host, entrance]).toEqual([host, null])
  }
})

test('eight tabs that are opened at once all come in, and what is of ours on a site is of nobody else', async () => {
  const browser = await browserOf(ben)
  const start = `${wiki}/.countersign/start?to=%2F`
  const marked = await browser.open(start)
  expect(marked.headers['set-cookie']?.[0]).toMatch(
    /^__Secure-cs\.nonce=[\w-]{43}; Path=\/\.countersign; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
  )
  const links = await Promise.all(Array.from({ length: 8 }, (_, n) => browser.ticketFor(`${wiki}/${n}`)))
  for (const [n, link] of links.entries()) {
    const entered = await browser.open(link)
    expect(entered.headers.location).toBe(`/${n}`)
    expect(entered.headers['set-cookie']?.[0]).toMatch(
      /^__Host-cs\.gate=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
  }
  for (const path of ['start?to=/', 'enter?ticket=x', 'verify', '', 'x'])
    expect([path, (await browser.open(`${site.server.origin}/.countersign/${path}`)).status]).toEqual([
      path,
      404,
    ])
})

test('a gate ends with its session at the latest, and a site on plain http has a plain cookie', async () => {
  const own = await addSite('Plain', 'http://plain.localhost:8099')
  const session = await site.openSession(ben)
  const browser = new GatedBrowser(site, site.visitor({ session }))
  await browser.enter(own.address)
  expect([...browser.jar('plain.localhost:8099').keys()]).toEqual(['cs.8099.nonce', 'cs.8099.gate'])
  expect((await browser.verify('forward', own.address)).status).toBe(200)
  const { sessionId } = await site.memberOf(session)
  const { db } = site.ctx()
  const { gates, sessions, appPeople } = db.tables
  const [gate] = await db.read.select().from(gates).where(eq(gates.sessionId, sessionId))
  const [row] = await db.read.select().from(sessions).where(eq(sessions.id, sessionId))
  expect(gate?.expiresAt).toEqual(row?.expiresAt)
  const used = await db.read.select().from(appPeople).where(eq(appPeople.appId, own.id))
  expect(used.map(({ userId }) => userId)).toEqual([ben.id])
})

test('who is no trusted proxy is believed nothing, and the log says what to set', async () => {
  const elsewhere = await openSite({ TRUSTED_PROXIES: '192.0.2.1' })
  const who = await elsewhere.seed.agent()
  const { address } = await addSite('Wiki', 'https://wiki.example.org', elsewhere)
  const browser = new GatedBrowser(elsewhere, await elsewhere.signedIn(who))
  const { headers } = await browser.open(`${address}/.countersign/start?to=%2F`)
  const { entrance } = await browser.passPortal(headers.location ?? '')
  expect((await browser.open(entrance ?? '')).status).toBe(303)
  for (const proxy of both) {
    expect(leads(await browser.verify(proxy, address))).toEqual([403, null])
    const claimed = { 'X-Forwarded-For': '192.0.2.1' }
    expect(leads(await browser.verify(proxy, address, claimed))).toEqual([403, null])
  }
  expect(elsewhere.server.output()).toContain('add 127.0.0.1 to TRUSTED_PROXIES')
})
