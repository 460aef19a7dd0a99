import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { setAppTwoFactor } from '@/lib/acts/apps/set-two-factor'
import { replaceSession } from '@/lib/acts/sessions/sign-out'
import { later, minutes } from '@/lib/duration'
import { GatedBrowser } from '../support/server/gated-browser'
import { addSite, both, GatedSites, leads, toStart } from '../support/server/gated-sites'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import { foreigners } from '../support/world/foreigners'

/*
 * The way from a site to the portal and back: where it leads, whom it brings, and how long that holds.
 */

let sites: GatedSites
let site: Site
let ben: Resident
let wiki: string
let vault: string

beforeAll(async () => {
  sites = await GatedSites.open()
  ;({ site, ben, wiki, vault } = sites)
})

test('a sign-in that is too old begins anew', async () => {
  const own = await sites.add('Ledger')
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

test('whoever signed in last in a browser is who the site gets: ticket and gate of the one before are dead', async () => {
  const [first, second] = [await site.seed.agent(), await site.seed.agent()]
  const session = await site.openSession(first)
  const browser = new GatedBrowser(site, site.visitor({ session }))
  await browser.enter(wiki)
  const late = await browser.ticketFor(vault)
  const next = await site.openSession(second)
  const successor = await site.memberOf(next)
  await replaceSession(site.ctx(), await site.memberOf(session), successor)
  browser.portal.cookies.set(browser.portal.cookieName('session'), next)
  for (const proxy of both) expect(leads(await browser.verify(proxy, wiki))).toEqual(toStart(proxy, wiki))
  expect((await browser.open(late)).status).toBe(400)
  await browser.enter(wiki)
  expect((await browser.verify('nginx', wiki)).headers['remote-user']).toBe(second.email)
})

test('a site of another organization opens for nobody here, whatever was open before', async () => {
  const own = await sites.add('Foreign')
  const browser = await sites.inside(ben, own.address)
  const { apps } = site.ctx().db.tables
  const { id: organizationId } = await foreigners(site.ctx())
  const { db } = site.ctx()
  await db.write((tx) => tx.update(apps).set({ organizationId }).where(eq(apps.id, own.id)))
  for (const proxy of both) {
    const asked = await browser.verify(proxy, own.address)
    expect(leads(asked)).toEqual(toStart(proxy, own.address))
    expect(leads(await browser.fetches(proxy, own.address))).toEqual([401, null])
    const started = await browser.open(asked.headers.location ?? '')
    const { entrance, body } = await browser.passPortal(started.headers.location ?? '')
    expect([entrance, body.includes('isn’t allowed to use Foreign')]).toEqual([null, true])
  }
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
    const browser = await sites.browserOf(ben)
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
  const browser = await sites.browserOf(ben)
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
  const browser = await sites.browserOf(ben)
  const start = `${wiki}/.countersign/start?to=%2F`
  const marked = await browser.open(start)
  expect(marked.headers['set-cookie']?.[0]).toMatch(
    /^__Host-cs\.nonce=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
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
  const own = await sites.add('Plain', 'http://plain.localhost:8099')
  const session = await site.openSession(ben)
  const browser = new GatedBrowser(site, site.visitor({ session }))
  await browser.enter(own.address)
  expect([...browser.jar('plain.localhost:8099').keys()]).toEqual(['cs.8099.nonce', 'cs.8099.gate'])
  expect((await browser.verify('forward', own.address)).status).toBe(200)
  const { sessionId } = await site.memberOf(session)
  const { db } = site.ctx()
  const { gates, sessions, apps, appPeople } = db.tables
  const [gate] = await db.read.select().from(gates).where(eq(gates.sessionId, sessionId))
  const [row] = await db.read.select().from(sessions).where(eq(sessions.id, sessionId))
  expect(gate?.expiresAt).toEqual(row?.expiresAt)
  const used = await db.read.select().from(appPeople).where(eq(appPeople.appId, own.id))
  expect(used.map(({ userId }) => userId)).toEqual([ben.id])
  const [app] = await db.read.select().from(apps).where(eq(apps.id, own.id))
  expect(app?.lastUsedAt).toEqual(used[0]?.lastUsedAt)
})

test('who is no trusted proxy is believed nothing, and the log says what to set', async () => {
  const elsewhere = await openSite({ TRUSTED_PROXIES: '192.0.2.1' })
  const who = await elsewhere.seed.agent()
  const { address } = await addSite(elsewhere, 'Wiki', 'https://wiki.example.org')
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
