import { beforeAll, expect, test } from 'vitest'
import { setAppIcon } from '@/lib/acts/apps/set-icon'
import { setAppPeople } from '@/lib/acts/apps/set-people'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { addGroup } from '@/lib/acts/groups/add'
import { GatedBrowser } from '../support/server/gated-browser'
import { addSite } from '../support/server/gated-sites'
import { RelyingParty } from '../support/server/relying-party'
import { openSite, type Site } from '../support/server/site'
import type { Visitor } from '../support/server/visitor'
import { granted } from '../support/world/outcome'

/*
 * Names and icons of apps, as an admin could choose them against everyone else of the organization.
 */

const markup = '<img src=x onerror=alert(1)>'
const hostile = [
  markup,
  '"><script>alert(1)</script>',
  '</title></script><script>alert(1)</script>',
  "' onmouseover='alert(1)",
]

/** Markup of ours never looks like this; written by someone else it must not be markup. */
const asMarkup = /<img src=x|<script>alert|<\/title><\/script>|"><script|<[^<>]*' onmouseover=/

let site: Site
beforeAll(async () => {
  site = await openSite()
})

/** Looks at pages, and at what a browser with JavaScript is sent of them. */
async function expectText(visitor: Visitor, name: string, paths: string[]): Promise<void> {
  for (const path of paths) {
    const page = await visitor.get(path)
    expect([path, page.status]).toEqual([path, 200])
    expect([path, asMarkup.exec(page.body)?.[0]]).toEqual([path, undefined])
    // It does stand there: as text, with what begins markup written otherwise.
    const text = name
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#x27;')
    expect([path, page.body.includes(text)]).toEqual([path, true])
  }
}

test.each(hostile)('an app that is called %s is text on every page that names it', async (name) => {
  const ctx = site.ctx()
  const asAdmin = await site.seed.asAdmin()
  const admin = await site.signedIn(await site.seed.admin())
  const visitor = await site.signedIn(await site.seed.agent())
  const app = await RelyingParty.of(site, { name })
  await app.enter(visitor)
  await expectText(admin, name, [
    ...['/organization/apps', '/organization/audit', '/apps'],
    ...[`/organization/apps/${app.id}`, `/organization/apps/${app.id}/test`],
  ])
  await expectText(visitor, name, ['/apps', `/authorize/sign-out?app=${app.id}`])
  const pageOf = async (who: Visitor, more = {}) => {
    const at = await app.follow(who, (await app.begin(more)).url)
    return at.pathname + at.search
  }
  // Where they sign in, are asked for consent, or to choose, and are refused.
  await expectText(site.visitor(), name, [await pageOf(site.visitor())])
  const consenting = await pageOf(visitor, { prompt: 'consent', scope: 'openid offline_access' })
  await expectText(visitor, name, [consenting])
  const choosing = await site.signedIn(await site.seed.agent())
  await expectText(choosing, name, [await pageOf(choosing, { prompt: 'select_account' })])
  granted(await suspendApp(ctx, asAdmin, { appId: app.id }))
  const refused = await site.signedIn(await site.seed.agent())
  await expectText(refused, name, [await pageOf(refused)])
})

test.each(hostile)('a site that is called %s is text where it is opened, and refused', async (name) => {
  const asAdmin = await site.seed.asAdmin()
  const who = await site.seed.agent()
  const own = await addSite(site, name, `https://site-${hostile.indexOf(name)}.example.com`)
  const browser = new GatedBrowser(site, await site.signedIn(who))
  const gate = async () => {
    const asked = await browser.verify('nginx', own.address)
    const { pathname, search } = new URL(
      String((await browser.open(asked.headers.location ?? '')).headers.location),
    )
    return pathname + search
  }
  await expectText(browser.portal, name, [await gate(), '/apps'])
  granted(
    await setAppPeople(site.ctx(), asAdmin, { appId: own.id, who: 'groups', groups: [await emptyGroup()] }),
  )
  await expectText(browser.portal, name, [await gate()])
})

let groups = 0
async function emptyGroup(): Promise<string> {
  const made = await addGroup(site.ctx(), await site.seed.asAdmin(), { name: `Nobody ${groups++}` })
  return granted(made).groupId
}

test('an icon is answered as a picture and nothing else, whatever was uploaded', async () => {
  const ctx = site.ctx()
  const admin = await site.seed.asAdmin()
  const app = await RelyingParty.of(site, { name: 'Drawn' })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(1)"><script>alert(1)</script><a href="javascript:alert(1)"><rect width="9" height="9"/></a></svg>`
  const file = (content: string, name: string, type: string) => new File([content], name, { type })
  granted(await setAppIcon(ctx, admin, { appId: app.id, icon: file(svg, 'a.svg', 'image/svg+xml') }))
  for (const page of ['<html><script>alert(1)</script>', `GIF89a/*${svg}*/`, `<!doctype html>${svg}`]) {
    const refused = await setAppIcon(ctx, admin, { appId: app.id, icon: file(page, 'a.png', 'image/png') })
    expect(refused).toMatchObject({ ok: false, code: 'icon-unreadable' })
  }
  const visitor = await site.signedIn(await site.seed.agent())
  const path = /\/apps\/icons\/[A-Za-z0-9_-]{43}/.exec((await visitor.get('/apps')).body)?.[0] ?? ''
  const icon = await visitor.get(path, { Accept: 'text/html' })
  expect(icon.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' })
  expect(icon.body).toMatch(/^.PNG/)
  expect(icon.body).not.toMatch(/script|alert|svg/i)
  expect((await site.visitor().get(path)).status).toBe(404)
})
