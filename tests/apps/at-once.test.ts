import { expect, type Page } from '@playwright/test'
import { beforeAll, test } from 'vitest'
import { openTown, type Town } from '../support/apps/town'
import type { Wiki } from '../support/apps/wiki'
import { heading } from '../support/browser/steps'

const many = 8

let town: Town

beforeAll(async () => {
  town = await openTown()
})

const browser = async () => town.browser(await town.site.seed.agent({ enrolled: true }))

/** Opens each of these in a tab of one browser, all at the same time. */
async function openInTabs(page: Page, wikis: Wiki[]): Promise<void> {
  const tabs = await Promise.all(wikis.map(() => page.context().newPage()))
  await Promise.all(tabs.map((tab, n) => tab.goto(`${wikis[n]?.origin}/sign-in`)))
  for (const tab of tabs) await expect(heading(tab, 'Welcome to the wiki')).toBeVisible()
}

/** Of the portal's session nothing was opened yet, or something: then all of them share the provider's session. */
const before: [string, (page: Page) => Promise<void>][] = [
  ['when nothing was open', async () => {}],
  ['beside an open app', async (page) => openInTabs(page, [await town.wiki({ name: 'First' })])],
]

test.each(before)('eight apps opened at once %s all sign in, and their tokens all work', async (_, open) => {
  const wikis = await Promise.all(Array.from({ length: many }, (_, n) => town.wiki({ name: `Wiki ${n}` })))
  const page = await browser()
  await open(page)
  await openInTabs(page, wikis)
  for (const wiki of wikis) {
    expect(wiki.errors).toEqual([])
    expect((await wiki.userinfo()).sub).toBe(wiki.last.claims.sub)
  }
})

test.each(before)('so do eight tabs of one app opened at once %s', async (_, open) => {
  const wiki = await town.wiki()
  const page = await browser()
  await open(page)
  await openInTabs(
    page,
    Array.from({ length: many }, () => wiki),
  )
  expect(wiki.errors).toEqual([])
  expect(wiki.arrivals).toHaveLength(many)
  for (const arrival of wiki.arrivals) expect((await wiki.userinfo(arrival)).sub).toBe(arrival.claims.sub)
})
