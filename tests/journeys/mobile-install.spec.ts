import AxeBuilder from '@axe-core/playwright'
import { PNG } from 'pngjs'
import { expect, test } from '../support/browser/browser'
import { android, findTouchFaults } from '../support/browser/handset'
import { heading } from '../support/browser/steps'

test.use(android)

type Icon = { src: string; sizes: string; type: string; purpose: string }

test('the browser finds nothing that keeps the app from being installed, and the manifest tells all', async ({
  playwright,
  launchOptions,
  server,
  request,
}, info) => {
  // With a profile of its own: where nothing is kept, browsers install nothing.
  const profile = info.outputPath('profile')
  const context = await playwright.chromium.launchPersistentContext(profile, { ...launchOptions, ...android })
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(`${server.origin}/sign-in`)
  await page.evaluate(() => navigator.serviceWorker.ready)
  const protocol = await context.newCDPSession(page)
  expect(await protocol.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] })
  const { url, errors } = await protocol.send('Page.getAppManifest')
  expect(errors).toEqual([])

  // As browsers fetch it: without cookies.
  const manifest = (await (await request.get(url)).json()) as Record<string, unknown> & { icons: Icon[] }
  expect(manifest).toMatchObject({
    ...{ id: '/', name: 'Countersign', short_name: 'Countersign', start_url: '/', scope: '/' },
    display: 'standalone',
    shortcuts: [
      { name: 'Profile', url: '/profile' },
      { name: 'Users', url: '/organization/users' },
    ],
  })
  for (const purpose of ['any', 'maskable'])
    expect(manifest.icons.filter((icon) => icon.purpose === purpose).map(({ sizes }) => sizes)).toEqual(
      expect.arrayContaining(['192x192', '512x512']),
    )
  const apple = await page.locator('link[rel="apple-touch-icon"]').getAttribute('href')
  for (const { src, sizes } of [...manifest.icons, { src: apple ?? '', sizes: '180x180' }]) {
    const { width, height } = PNG.sync.read(await (await request.get(src)).body())
    expect([src, `${width}x${height}`]).toEqual([src, sizes])
  }

  const colours = () =>
    page
      .locator('meta[name="theme-color"]')
      .evaluateAll((tags) => tags.map((tag) => (tag as HTMLMetaElement).content))
  expect(await colours()).toEqual(['#f7f7f8', '#0c0c0f'])
  await expect(page.locator('meta[name="viewport"]')).toHaveAttribute('content', /viewport-fit=cover/)
  await context.close()
})

test('without the network there is a page that says so, and nothing of anyone is kept', async ({
  page,
  organization,
  signedIn,
}) => {
  const admin = await organization.admin()
  await signedIn(admin)
  await page.goto('/profile')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload()
  for (const tab of ['Users', 'View profile']) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: tab }).tap()
    await expect(page.getByRole('link', { name: tab })).toHaveAttribute('aria-current', 'page')
  }
  const kept = await page.evaluate(async () => {
    const found: [name: string, path: string, text: string][] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys())
        found.push([name, new URL(request.url).pathname, (await (await cache.match(request))?.text()) ?? ''])
    }
    return found
  })
  expect(kept.map(([name, path]) => [name, path])).toEqual([
    ['offline-1', '/offline.html'],
    ['offline-1', '/offline.css'],
  ])
  expect(JSON.stringify(kept)).not.toMatch(/@example|Acme|nonce/)

  // The page that is left may still be fetching its icons, and without the network the browser would complain of them.
  await page.goto('about:blank')
  await page.context().setOffline(true)
  await page.goto('/organization/users?q=ada')
  await expect(heading(page, 'You’re offline')).toBeVisible()
  await expect(page.getByText(admin.name)).toHaveCount(0)
  expect(await findTouchFaults(page)).toEqual([])
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([])
  }
  await page.getByRole('link', { name: 'Try again' }).tap()
  await expect(heading(page, 'You’re offline')).toBeVisible()
  await page.context().setOffline(false)
  await page.getByRole('link', { name: 'Try again' }).tap()
  await expect(heading(page, 'Users')).toBeVisible()
  expect(new URL(page.url()).search).toBe('?q=ada')
})
