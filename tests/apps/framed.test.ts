import { expect } from '@playwright/test'
import { expect as expectSoon, test } from 'vitest'
import { openTown } from '../support/apps/town'

test('no page of an authorization, and no other of ours, is shown in a frame of an app', async () => {
  const town = await openTown()
  const wiki = await town.wiki()
  const page = await town.browser(await town.site.seed.agent({ enrolled: true }))
  await page.goto(`${wiki.origin}/sign-in?prompt=consent&scope=openid%20offline_access`)
  await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible()
  const consent = page.url()
  expect(consent).toContain('/authorize/')
  await page.goto(wiki.origin)
  town.alarms.expect(/frame/i)
  for (const address of [
    consent,
    `${town.origin}/apps`,
    `${town.origin}/sign-in`,
    `${town.origin}/oidc/authorize`,
  ]) {
    await page.evaluate((src) => {
      document.body.replaceChildren(Object.assign(document.createElement('iframe'), { src }))
      return new Promise((loaded) => document.querySelector('iframe')?.addEventListener('load', loaded))
    }, address)
    const shown = () => [address, page.mainFrame().childFrames().at(-1)?.url()]
    await expectSoon.poll(shown).toEqual([address, 'chrome-error://chromewebdata/'])
  }
})
