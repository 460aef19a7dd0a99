import { expect, type Page } from '@playwright/test'
import { beforeAll, expect as expectSoon, test } from 'vitest'
import type { HelpDesk } from '../support/apps/help-desk'
import { shownEcho, signInHere } from '../support/apps/pages'
import type { Shop } from '../support/apps/shop'
import { openTown, type Town } from '../support/apps/town'
import type { Wiki } from '../support/apps/wiki'
import { heading, passwordField, signOut } from '../support/browser/steps'
import type { Resident } from '../support/server/resident'

let town: Town
let wiki: Wiki
let desk: HelpDesk
let shop: Shop

beforeAll(async () => {
  town = await openTown()
  wiki = await town.wiki()
  desk = await town.helpDesk()
  shop = await town.shop()
})

/** Opens all three in a browser, and returns what the wiki knows this sign-in by. */
async function openAll(page: Page): Promise<unknown> {
  await page.goto(`${wiki.origin}/sign-in`)
  await expect(heading(page, 'Welcome to the wiki')).toBeVisible()
  for (const { origin } of [desk, shop]) {
    await page.goto(origin)
    expect(new URL(page.url()).origin).toBe(origin)
  }
  expect(await opened(page)).toEqual([200, 200])
  return wiki.last.claims.sid
}

/** What the desk and the shop answer to this browser's next request; each leads to the portal whoever is not signed in. */
const opened = (page: Page) =>
  Promise.all(
    [desk, shop].map(async ({ origin }) =>
      (await page.request.get(`${origin}/`, { maxRedirects: 0 })).status(),
    ),
  )

/** All three are told: the next request to either site leads to the portal, which asks to sign in. */
async function expectAllTold(page: Page, sid: unknown): Promise<void> {
  await expectSoon.poll(() => wiki.logoutTokens.some((token) => token.sid === sid), soon).toBe(true)
  await expectSoon.poll(() => opened(page), soon).toEqual([302, 302])
  await page.goto(desk.origin)
  await expect(heading(page, 'Sign in')).toBeVisible()
}

const soon = { timeout: 20_000, interval: 50 }

async function press(page: Page, who: Resident, button: string, question: string): Promise<void> {
  await page.goto(`${town.origin}/organization/users/${who.id}`)
  await page.getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: question })
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await expect(dialog).toBeHidden()
}

const ways: [string, (who: Resident, page: Page) => Promise<void>][] = [
  [
    'the person signs out at the portal',
    async (_who, page) => {
      await page.goto(`${town.origin}/profile`)
      await signOut(page)
    },
  ],
  [
    'they end that session from another browser',
    async (who) => {
      const other = await town.browser(who)
      await other.goto(`${town.origin}/profile`)
      await other.getByRole('button', { name: 'Sign out everywhere else' }).click()
      const dialog = other.getByRole('dialog', { name: 'Sign out everywhere else?' })
      await dialog.getByRole('button', { name: 'Sign out everywhere else' }).click()
      await expect(dialog).toBeHidden()
      await other.context().close()
    },
  ],
  [
    'an admin suspends them',
    async (who) => {
      const admin = await town.browser(await town.site.seed.admin())
      await press(admin, who, 'Suspend', `Suspend ${who.name}?`)
      await admin.context().close()
    },
  ],
  [
    'an admin removes them',
    async (who) => {
      const admin = await town.browser(await town.site.seed.admin())
      await press(admin, who, 'Remove', `Remove ${who.name}?`)
      await admin.context().close()
    },
  ],
]

test.each(ways)('every app is told when %s', async (_how, end) => {
  const who = await town.site.seed.agent({ enrolled: true })
  const page = await town.browser(who)
  const sid = await openAll(page)
  const { last } = wiki
  await end(who, page)
  await expect(wiki.refresh(last.tokens.refresh_token)).rejects.toThrow()
  await expect(wiki.userinfo(last)).rejects.toThrow()
  await expectAllTold(page, sid)
  await page.context().close()
})

test.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('signing out in an app ends the session at the portal and tells the others, %s', async (_how, on) => {
  const who = await town.site.seed.agent({ enrolled: true })
  const page = await town.browser(who, { javaScriptEnabled: on })
  const sid = await openAll(page)
  await page.goto(wiki.signOutAddress())
  await expect(page.getByText('You left the wiki.')).toBeVisible()
  await expectAllTold(page, sid)
  await page.goto(`${town.origin}/profile`)
  await expect(passwordField(page)).toBeVisible()
})

test('signing out of a site behind Apache comes back to that site', async () => {
  const who = await town.site.seed.agent({ enrolled: true })
  const page = await town.browser(who)
  await openAll(page)
  await page.goto(`${desk.origin}/oidc-callback?logout=${encodeURIComponent(`${desk.origin}/`)}`)
  // The site asks for a sign-in again, which the portal has no session for any more.
  await signInHere(page, who)
  expect((await shownEcho(page)).url).toBe('/')
  expect(new URL(page.url()).origin).toBe(desk.origin)
  await page.context().close()
})
