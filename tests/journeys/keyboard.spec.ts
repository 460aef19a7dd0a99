import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { readQrCode } from '../support/browser/qr-screenshot'
import {
  enterCode,
  enterPassword,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
} from '../support/browser/steps'
import { Authenticator } from '../support/world/authenticator'

/** Presses Tab until the focus is there, and shows that it can be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
  const seen = await target.evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
  })
  expect(seen, 'the focus is visible').toBe(true)
}

async function tabToAndPress(page: Page, target: Locator, key: 'Enter' | 'Space'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

test('signing in, enrolling and turning off with the keyboard alone', async ({ page, organization }) => {
  const agent = await organization.agent()
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const password = page.getByLabel('Password', { exact: true })
  const code = page.getByLabel('Authentication code')

  await page.goto('/sign-in')
  await tabTo(page, page.getByLabel('Email'))
  await page.keyboard.type(agent.email)
  await page.keyboard.press('Tab')
  await expect(password).toBeFocused()
  await page.keyboard.type(agent.password)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Profile')).toBeVisible()

  await tabToAndPress(page, page.getByRole('link', { name: 'Enable two-factor authentication' }), 'Enter')
  await tabTo(page, password)
  await page.keyboard.type(agent.password)
  await tabToAndPress(page, button('Continue'), 'Space')
  await expect(page.getByText('Scan this with your authenticator app').locator('..')).toBeFocused()
  const phone = Authenticator.scan(await readQrCode(page), { ahead: 1 })
  await tabTo(page, code)
  // The sixth digit sends it.
  await page.keyboard.type(await phone.wrongCode())
  await expect(code).toHaveAccessibleDescription(/That code didn't work/)
  await expect(code).toBeFocused()
  await page.keyboard.type(await phone.nextCode())
  await tabToAndPress(page, button('Verify and turn on'), 'Enter')

  await expect(page.getByRole('dialog', { name: 'Two-factor authentication is on' })).toBeVisible()
  await tabToAndPress(page, page.getByLabel('I have saved my recovery codes'), 'Space')
  await tabToAndPress(page, button('Continue'), 'Enter')
  await expect(heading(page, 'Profile')).toBeVisible()

  await tabToAndPress(page, button('Turn off'), 'Enter')
  const dialog = page.getByRole('dialog')
  await tabTo(page, dialog.getByLabel('Password', { exact: true }))
  await page.keyboard.type(agent.password)
  await tabToAndPress(page, dialog.getByRole('button', { name: 'Turn off' }), 'Space')
  await expect(page.getByText('Two-factor authentication is off.')).toBeVisible()
  await tabToAndPress(page, button('Sign out'), 'Enter')
  await expect(page.getByText('You’re signed out.')).toBeVisible()
})

test('where a step leads to another page, its title has the focus', async ({ page, organization }) => {
  const agent = await organization.agent()
  await enterPassword(page, agent)
  await page.getByRole('link', { name: 'Enable two-factor authentication' }).click()
  await passwordField(page).fill(agent.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  agent.phone = await scanAndConfirm(page)
  await saveRecoveryCodes(page)
  const focused = page.getByRole('heading', { level: 1 }).locator(':focus')
  await expect(focused).toHaveText('Profile')
  await page.goto('/profile')
  await page.context().clearCookies()
  await enterPassword(page, agent)
  await expect(heading(page, 'Enter your authentication code')).toBeVisible()
  await enterCode(page, await agent.phone.nextCode())
  await expect(focused).toHaveText('Profile')

  const admin = await organization.admin()
  await page.context().clearCookies()
  await enterPassword(page, admin)
  await expect(heading(page, 'Overview')).toBeVisible()
  await page.goto(`/organization/users?q=${admin.email}`)
  await page.getByRole('row', { name: admin.name }).click()
  await expect(focused).toHaveText(admin.name)
  await page.goto('/organization/users/add-several')
  await page.getByLabel('People').fill('Ada Focus <ada.focus@example.com>')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(heading(page, 'Preview').locator(':focus')).toBeVisible()
})

test('the first Tab on a page offers to skip the menu', async ({ page, organization, signedIn }) => {
  await signedIn(await organization.admin())
  await page.goto('/organization/users')
  const skip = page.getByRole('link', { name: 'Skip to content' })
  await page.keyboard.press('Tab')
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Add people' })).toBeFocused()
})
