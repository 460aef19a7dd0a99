import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { android, findTouchFaults, install, iPhone, tellModel } from '../support/browser/handset'
import { enterCode, enterPassword, heading, passwordField, saveRecoveryCodes } from '../support/browser/steps'
import type { Resident } from '../support/server/resident'
import { Authenticator } from '../support/world/authenticator'

/** Ends the session in two taps. */
async function leave(page: Page, { name }: Resident): Promise<void> {
  await page.getByRole('button', { name: `Menu of ${name}` }).tap()
  await page.getByRole('button', { name: 'Sign out', exact: true }).last().tap()
  await expect(page.getByText('You’re signed out.')).toBeVisible()
}

test('on an iPhone someone enrolls through the link, and signs in with a code and a recovery code', async ({
  organization,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ required: true })
  const page = await anotherBrowser(iPhone)
  await install(page)
  await enterPassword(page, agent)
  await expect(heading(page, 'Set up two-factor authentication')).toBeVisible()

  const link = page.getByRole('link', { name: 'Open in authenticator app' })
  const copy = page.getByRole('button', { name: 'Copy setup key' })
  const picture = page.getByRole('img', { name: 'QR code' })
  await expect(picture).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Copy', exact: true })).toHaveCount(0)
  const tops = await Promise.all([link, copy, picture].map(async (one) => (await one.boundingBox())?.y ?? 0))
  expect(tops).toEqual([...tops].sort((a, b) => a - b))
  expect(await findTouchFaults(page)).toEqual([])
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([])
  const code = page.getByLabel('Authentication code')
  await expect(code).toHaveAttribute('inputmode', 'numeric')
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code')

  const phone = Authenticator.scan((await link.getAttribute('href')) ?? '', { ahead: 1 })
  expect(await page.getByLabel('Setup key').textContent()).toBe(phone.setupKey.match(/.{4}/g)?.join(' '))
  await enterCode(page, await phone.nextCode(), 'Verify and turn on')
  const codes = await saveRecoveryCodes(page)
  await expect(heading(page, 'Profile')).toBeVisible()
  const here = page.getByRole('listitem').filter({ hasText: 'This device' })
  await expect(here).toContainText(/Safari on iOS · iPhone\s*This device\s*Mobile · /)

  await leave(page, agent)
  await enterPassword(page, agent)
  await enterCode(page, await phone.nextCode())
  await expect(heading(page, 'Profile')).toBeVisible()
  await leave(page, agent)
  await enterPassword(page, agent)
  await page.getByRole('link', { name: 'Use a recovery code' }).tap()
  await page.getByLabel('Recovery code').fill(codes[0] ?? '')
  await page.getByRole('button', { name: 'Verify' }).tap()
  await expect(heading(page, 'Profile')).toBeVisible()
})

const icon = (row: Locator) => row.locator('svg').first().innerHTML()

test('the app on an Android phone is mobile among the sessions, with its model, and is ended from elsewhere', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ enrolled: true })
  const app = await anotherBrowser(android)
  await install(app)
  await tellModel(app, 'Pixel 9')
  await enterPassword(app, agent)
  await enterCode(app, await agent.phone.nextCode())
  await expect(heading(app, 'Profile')).toBeVisible()

  const browser = await anotherBrowser(android)
  await tellModel(browser, 'Pixel 9')
  await enterPassword(browser, agent)
  await enterCode(browser, await agent.phone.nextCode())
  await expect(browser.getByRole('listitem').filter({ hasText: 'This device' })).toContainText(
    /Chrome on Android\s*This device\s*Browser · /,
  )

  const admin = await organization.admin()
  await signedIn(admin)
  await page.goto(`/organization/users/${agent.id}`)
  const row = page.getByRole('row', { name: 'Pixel 9' })
  await expect(row.getByRole('cell', { name: 'Mobile', exact: true })).toBeVisible()

  const there = browser.getByRole('listitem').filter({ hasText: 'Chrome on Android · Pixel 9' })
  await expect(there).toContainText('Mobile · ')
  const here = browser.getByRole('listitem').filter({ hasText: 'This device' })
  expect(await icon(here), 'a browser on a phone is drawn as a phone').toBe(await icon(there))
  await there.getByRole('button', { name: 'Sign out' }).tap()
  await expect(there).toHaveCount(0)
  await app.reload()
  await expect(heading(app, 'Sign in')).toBeVisible()
})

test('an admin adds a user on an Android phone, and everything there is made for fingers', async ({
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const admin = await organization.admin({ enrolled: true })
  const page = await anotherBrowser(android)
  const fits = async (what: string) => expect.soft(await findTouchFaults(page), what).toEqual([])
  await page.goto('/sign-in')
  await fits('sign-in')
  await signedIn(admin, page)
  const tab = (name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name })

  await page.goto('/')
  await tab('Users').tap()
  await expect(heading(page, 'Users')).toBeVisible()
  await fits('users')
  await page.getByRole('link', { name: 'Add user' }).tap()
  await expect(heading(page, 'Add user')).toBeVisible()
  await fits('add user')
  await page.getByLabel('Full name').fill('Petra Novak')
  await page.getByLabel('Email').fill('petra.novak@example.com')
  await page.getByRole('switch', { name: 'Enable 2FA' }).tap()
  await page.getByRole('button', { name: 'Add user' }).tap()
  await expect(heading(page, 'Petra Novak')).toBeVisible()
  await expect(page.getByLabel('Invitation link')).toHaveValue(/\/invitation\//)
  await fits('manage user')
  for (const [name, title] of [
    ['Audit log', 'Audit log'],
    ['View profile', 'Profile'],
  ] as const) {
    await tab(name).tap()
    await expect(heading(page, title)).toBeVisible()
    await fits(title)
  }
  await page.getByRole('button', { name: 'Turn off' }).first().tap()
  await expect(passwordField(page.getByRole('dialog'))).toBeVisible()
  await fits('turn off?')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `Menu of ${admin.name}` }).tap()
  await fits('the menu')
})
