import { expect } from '@playwright/test'
import { beforeAll, test } from 'vitest'
import { openTown, type Town } from '../support/apps/town'
import type { Wiki } from '../support/apps/wiki'
import { heading } from '../support/browser/steps'

const many = 8

let town: Town

beforeAll(async () => {
  town = await openTown()
})

/** Opens each of these in a tab of one browser, all at the same time. */
async function openInTabs(wikis: Wiki[]): Promise<void> {
  const page = await town.browser(await town.site.seed.agent({ enrolled: true }))
  const tabs = await Promise.all(wikis.map(() => page.context().newPage()))
  await Promise.all(tabs.map((tab, n) => tab.goto(`${wikis[n]?.origin}/sign-in`)))
  for (const tab of tabs) await expect(heading(tab, 'Welcome to the wiki')).toBeVisible()
}

test('eight apps opened at once all sign in, and their tokens all work', async () => {
  const wikis = await Promise.all(Array.from({ length: many }, (_, n) => town.wiki({ name: `Wiki ${n}` })))
  await openInTabs(wikis)
  for (const wiki of wikis) {
    expect(wiki.errors).toEqual([])
    expect((await wiki.userinfo()).sub).toBe(wiki.last.claims.sub)
  }
})

test('so do eight tabs of one app', async () => {
  const wiki = await town.wiki()
  await openInTabs(Array.from({ length: many }, () => wiki))
  expect(wiki.errors).toEqual([])
  expect(wiki.arrivals).toHaveLength(many)
  for (const arrival of wiki.arrivals) expect((await wiki.userinfo(arrival)).sub).toBe(arrival.claims.sub)
})
