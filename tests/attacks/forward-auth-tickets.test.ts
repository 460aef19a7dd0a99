import { beforeAll, describe, expect, test } from 'vitest'
import { setAppPeople } from '@/lib/acts/apps/set-people'
import { setAppTwoFactor } from '@/lib/acts/apps/set-two-factor'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { suspendUser } from '@/lib/acts/users/suspend'
import { later } from '@/lib/duration'
import { GatedBrowser } from '../support/server/gated-browser'
import { GatedSites, leads, toStart } from '../support/server/gated-sites'
import type { Resident } from '../support/server/resident'
import type { Site } from '../support/server/site'

/*
 * Tickets, by which a browser that is signed in at the portal comes in at a site, attacked as its neighbours could.
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

describe('a ticket', () => {
  test('works once, whoever is how quick', async () => {
    const browser = await sites.browserOf(ben)
    const link = await browser.ticketFor(wiki)
    const answers = await Promise.all(Array.from({ length: 8 }, () => browser.open(link)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(7).fill(400)])
    expect((await browser.open(link)).status).toBe(400)
  })

  test('works in no other browser, so that nobody is signed in as someone else', async () => {
    const attacker = await sites.browserOf(ben)
    const link = await attacker.ticketFor(wiki)
    const fresh = new GatedBrowser(site, site.visitor())
    expect((await fresh.open(link)).status).toBe(400)
    const victim = await sites.browserOf(await site.seed.agent())
    await victim.ticketFor(wiki)
    expect((await victim.open(link)).status).toBe(400)
    expect(leads(await victim.verify('nginx', wiki))).toEqual(toStart('nginx', wiki))
    expect((await attacker.open(link)).status).toBe(303)
  })

  test('works in no browser whose mark a neighbour planted', async () => {
    const attacker = await sites.browserOf(ben)
    const link = await attacker.ticketFor(wiki)
    const host = new URL(wiki).host
    const [[name, mark] = ['', '']] = [...attacker.jar(host)]
    // All that a subdomain beside this one can set for it (RFC 6265bis 4.1.3).
    for (const planted of [
      name.replace('__Host-', '__Secure-'),
      `\u00a0${name}`,
      name.replace('__Host-', ''),
    ]) {
      const victim = new GatedBrowser(site, site.visitor())
      victim.jar(host).set(planted, mark)
      expect([planted, (await victim.open(link)).status]).toEqual([planted, 400])
    }
    expect(name).toMatch(/^__Host-/)
    expect((await attacker.open(link)).status).toBe(303)
  })

  test('works at no other host', async () => {
    const browser = await sites.browserOf(ben)
    const link = await browser.ticketFor(wiki)
    await browser.ticketFor(vault)
    const [[name, mark] = ['', '']] = [...browser.jar(new URL(wiki).host)]
    browser.jar(new URL(vault).host).set(name, mark)
    expect((await browser.open(link.replace(wiki, vault))).status).toBe(400)
    expect((await browser.open(link.replace(wiki, 'https://evil.example'))).status).toBe(404)
    expect((await browser.open(link)).status).toBe(303)
  })

  test('works for 30 seconds, and not for someone who was suspended meanwhile', async () => {
    const browser = await sites.browserOf(ben)
    const link = await browser.ticketFor(wiki)
    const { db, now } = site.ctx()
    const { gateTickets } = db.tables
    const [row] = await db.read.select().from(gateTickets)
    const life = (row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)
    expect(life).toBe(30_000)
    await db.write((tx) => tx.update(gateTickets).set({ expiresAt: later(now(), -1) }))
    expect((await browser.open(link)).status).toBe(400)
    const who = await site.seed.agent()
    const theirs = await sites.browserOf(who)
    const late = await theirs.ticketFor(wiki)
    await suspendUser(site.ctx(), await site.seed.asAdmin(), { userId: who.id })
    expect((await theirs.open(late)).status).toBe(400)
  })

  test('is not given to who may not pass', async () => {
    const admin = await site.seed.asAdmin()
    const own = await sites.add('Books')
    const started = async (browser: GatedBrowser) => {
      const asked = await browser.verify('nginx', own.address)
      const { headers } = await browser.open(asked.headers.location ?? `${own.address}/.countersign/start`)
      return browser.passPortal(headers.location ?? '')
    }
    const plain = await site.seed.agent()
    await setAppTwoFactor(site.ctx(), admin, { appId: own.id, rule: 'always', freshHours: null })
    const unenrolled = await started(await sites.browserOf(plain))
    expect([unenrolled.entrance, unenrolled.body.includes('Set up two-factor authentication')]).toEqual([
      null,
      true,
    ])
    // Signed in with a password alone, as before a factor was turned on.
    const again = await started(await sites.browserOf(ben))
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
    const browser = await sites.browserOf(required)
    await requireTwoFactor(site.ctx(), admin, { userId: required.id, required: true, signOut: false })
    const asked = await browser.verify('nginx', wiki)
    const led = await browser.open(asked.headers.location ?? '')
    expect(await browser.passPortal(led.headers.location ?? '')).toMatchObject({ entrance: null })
  })
})
