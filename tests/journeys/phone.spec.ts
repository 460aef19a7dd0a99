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
  await expect(heading(page, 'Users')).toBeVisible()
  const tabs = page.getByRole('navigation', { name: 'Main' })
  const tab = (name: string) => tabs.getByRole('link', { name })

  await expect(tab('Users')).toHaveAttribute('aria-current', 'page')
  for (const [name, title] of [
    ['Audit log', 'Audit log'],
    ['View profile', 'Profile'],
    ['Users', 'Users'],
  ] as const) {
    await tab(name).tap()
    await expect(heading(page, title)).toBeVisible()
    await expect(tab(name)).toHaveAttribute('aria-current', 'page')
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
  await page.goto('/profile')
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
