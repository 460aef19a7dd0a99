import { expect, test } from '../support/browser/browser'
import {
  enterPassword,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
} from '../support/browser/steps'

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

test('an admin finds everything on a phone', async ({ page, organization }) => {
  const admin = await organization.admin()
  await enterPassword(page, admin)
  await expect(heading(page, 'Overview')).toBeVisible()
  const tabs = page.getByRole('navigation', { name: 'Main' })
  const tab = (name: string) => tabs.getByRole('link', { name })

  await expect(tab('Overview')).toHaveAttribute('aria-current', 'page')
  for (const [name, title] of [
    ['Audit log', 'Audit log'],
    ['View profile', 'Profile'],
    ['Users', 'Users'],
    ['Overview', 'Overview'],
  ] as const) {
    await tab(name).tap()
    await expect(heading(page, title)).toBeVisible()
    await expect(tab(name)).toHaveAttribute('aria-current', 'page')
    await expect(tab(name)).toBeInViewport({ ratio: 1 })
  }

  // Each page lights the tab it belongs to, and brings it into view.
  for (const [path, name] of [
    ['/organization/settings', 'Settings'],
    ['/organization/at-risk?kind=codes', 'Overview'],
    ['/organization/batches', 'Users'],
    ['/organization/evidence', 'Policy'],
    ['/profile/name', 'View profile'],
  ] as const) {
    await page.goto(path)
    await expect(tab(name)).toHaveAttribute('aria-current', /page|true/)
    await expect(tab(name)).toBeInViewport({ ratio: 1 })
  }

  const menu = page.getByRole('button', { name: `Menu of ${admin.name}` })
  await menu.tap()
  await page.getByRole('button', { name: 'Dark theme' }).tap()
  await expect(page.getByRole('button', { name: 'Dark theme' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.locator('meta[name="theme-color"]')).toHaveAttribute('content', '#0c0c0f')
  await page.getByRole('button', { name: 'Sign out' }).tap()
  await expect(page.getByText('You’re signed out.')).toBeVisible()
})

test('an agent enrolls on a phone', async ({ page, organization, signedIn }) => {
  const agent = await organization.agent()
  await signedIn(agent)
  const fonts: string[] = []
  page.on('request', (request) => request.resourceType() === 'font' && fonts.push(request.url()))
  const profile = await page.goto('/profile')
  expect((await profile?.body())?.length, 'bytes of the profile').toBeLessThan(30_000)
  // Of one place there is no bar of tabs.
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveCount(0)
  await page.evaluate(() => document.fonts.ready)
  expect(fonts).toEqual([expect.stringMatching(/Geist_Variable/)])
  expect(await page.evaluate(likeness), 'what stands in for Geist, to Geist').toBeCloseTo(1, 1)
  await page.getByRole('link', { name: 'Enable two-factor authentication' }).tap()
  await passwordField(page).fill(agent.password)
  await page.getByRole('button', { name: 'Continue' }).tap()
  await expect(page.getByRole('link', { name: 'Open in authenticator app' })).toHaveAttribute(
    'href',
    /^otpauth:\/\/totp\//,
  )
  await scanAndConfirm(page)
  await saveRecoveryCodes(page)
  await expect(page.getByText(/^On since \d+ \w+ \d{4}\.$/)).toBeVisible()
})

/** How wide a sentence is in the face that stands in for Geist where Arial or its like is, by how wide it is in Geist. */
function likeness(): number {
  const canvas = document.createElement('canvas').getContext('2d')
  if (!canvas) return 0
  const [geist] = getComputedStyle(document.body).fontFamily.split(',')
  const [standIn, itself] = ['"Geist like Arial"', geist].map((face) => {
    canvas.font = `32px ${face}, monospace`
    return canvas.measureText('Your authenticator keeps working until the new one is confirmed.').width
  })
  return (standIn ?? 0) / (itself ?? 1)
}
