import type { Page } from '@playwright/test'
import { look as lookAt } from '../support/browser/appearance'
import { expect, test } from '../support/browser/browser'
import { findTouchFaults } from '../support/browser/handset'
import { readQrCode } from '../support/browser/qr-screenshot'
import {
  enterCode,
  enterPassword,
  heading,
  passwordField,
  saveRecoveryCodes,
  signOut,
} from '../support/browser/steps'
import { VirtualKey } from '../support/browser/virtual-key'
import { Authenticator } from '../support/world/authenticator'

const factors = (page: Page) => page.getByRole('list', { name: 'Authenticators and passkeys' })
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)

async function look(page: Page, what: string): Promise<void> {
  await lookAt(page, what)
  await page.setViewportSize({ width: 1280, height: 900 })
}

async function prove(page: Page, { password }: { password: string }, code: string): Promise<void> {
  await passwordField(page).fill(password)
  await page.getByLabel('Authentication code or recovery code').fill(code)
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('someone adds a passkey and a second authenticator, signs in by either, loses the phone, and trusts a browser', {
  tag: '@several-servers',
}, async ({ page, organization, signedIn, anotherBrowser, postbox }) => {
  const agent = await organization.agent({ enrolled: true })
  const admins = await anotherBrowser()
  await signedIn(await organization.admin(), admins)
  await signedIn(agent)
  const key = await VirtualKey.plugInto(page, 'synced')

  await page.goto('/profile')
  await page.getByRole('link', { name: 'Add passkey' }).click()
  await look(page, 'the first form of a passkey')
  await prove(page, agent, await agent.phone.nextCode())
  await look(page, 'adding a passkey')
  await page.bringToFront()
  await page.getByRole('button', { name: 'Add passkey' }).click()
  await expect(page.getByText('Passkey added.')).toBeVisible()
  await postbox.next(agent.email, 'A passkey was added')

  await page.getByRole('link', { name: 'Add authenticator' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Spare phone')
  await prove(page, agent, await agent.phone.nextCode())
  await page.getByLabel('Setup key').waitFor()
  const spare = Authenticator.scan(await readQrCode(page), { ahead: 1 })
  await enterCode(page, await spare.nextCode(), 'Verify and add')
  await expect(factors(page).getByRole('listitem')).toHaveCount(3)
  await look(page, 'a profile with three factors')

  await key.isTouched(false)
  await signOut(page)
  await look(page, 'the sign-in where somebody has a passkey')
  await page.bringToFront()
  await key.isTouched(true)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(heading(page, 'Profile')).toBeVisible()
  await key.isTouched(false)
  await signOut(page)

  // The phone is lost, and the passkey is on another computer.
  await admins.goto('/organization/policy')
  const rule = admins.getByRole('form', { name: 'Trusted browsers' })
  await rule.getByLabel('For 7 days').check()
  await rule.getByRole('button', { name: 'Save trusted browsers' }).click()
  await expect(admins.getByText('Trusted browsers saved.')).toBeVisible()
  await enterPassword(page, agent)
  await expect(heading(page, 'Confirm it’s you')).toBeVisible()
  await look(page, 'the second step of someone with a passkey')
  await page.getByLabel('Don’t ask again on this browser for 7 days').check()
  await enterCode(page, await spare.nextCode())
  await expect(heading(page, 'Profile')).toBeVisible()
  await page.getByRole('button', { name: 'Remove Authenticator app', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await passwordField(dialog).fill(agent.password)
  await dialog.getByLabel('Authentication code or recovery code').fill(await spare.nextCode())
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('Authenticator removed.')).toBeVisible()
  await expect(factors(page).getByRole('listitem')).toHaveCount(2)

  // With its factors a browser is trusted no more; it may be again, and forgotten.
  await signOut(page)
  await enterPassword(page, agent)
  await page.getByLabel('Don’t ask again on this browser for 7 days').check()
  await page.bringToFront()
  await key.isTouched(true)
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await expect(heading(page, 'Trusted browsers')).toBeVisible()
  await key.isTouched(false)
  await signOut(page)
  await enterPassword(page, agent)
  await expect(heading(page, 'Profile')).toBeVisible()
  const forget = page.getByRole('form', { name: /^Forget / })
  await forget.getByRole('button', { name: 'Forget' }).click()
  await expect(page.getByText('Browser forgotten.')).toBeVisible()
  await signOut(page)
  await enterPassword(page, agent)
  await expect(heading(page, 'Confirm it’s you')).toBeVisible()

  await rule.getByLabel('Off').check()
  await rule.getByRole('button', { name: 'Save trusted browsers' }).click()
  await expect(admins.getByText('Trusted browsers saved.')).toBeVisible()
})

test('an admin makes passkeys the rule for admins by a date, and they are told until then', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const admin = await organization.admin({ enrolled: true })
  await organization.addPasskey(admin)
  const other = await anotherBrowser()
  await signedIn(await organization.admin({ enrolled: true }), other)
  await signedIn(admin)
  await page.goto('/organization/policy')
  await page.getByRole('link', { name: 'Change', exact: true }).click()
  await look(page, 'the rule of passkeys')
  await page.getByLabel('Admins', { exact: true }).check()
  await page.getByLabel('On a date').check()
  await page.getByLabel('Date and time').fill(`${inDays(5)}T18:00`)
  await page.getByRole('button', { name: 'Preview' }).click()
  const lacking = page.getByRole('link', { name: /no passkey yet$/ })
  await expect(lacking).toBeVisible()
  await look(page, 'the preview of passkeys only')
  await lacking.click()
  await expect(heading(page, 'People without a passkey')).toBeVisible()
  await expect(
    page.getByText('Those without two-factor authentication can set up a passkey only.'),
  ).toBeVisible()
  await look(page, 'the people without a passkey')
  await page.getByRole('link', { name: 'Passkeys only' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Passkeys only saved.')).toBeVisible()

  await other.goto('/profile')
  await expect(other.getByText(/Add a passkey by .*18:00/)).toBeVisible()
  await look(other, 'a page that asks for a passkey by a date')

  await page.goto('/organization/policy/passkeys')
  await page.getByLabel('Nobody').check()
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Passkeys only saved.')).toBeVisible()
  await other.reload()
  await expect(other.getByText(/Add a passkey by/)).toHaveCount(0)
  // Another journey needs that no admin here has one.
  await organization.remove(admin)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('a passkey is the first factor and signs in alone, and everything can be hit with a finger', async ({
    page,
    organization,
  }) => {
    const agent = await organization.agent({ required: true })
    const key = await VirtualKey.plugInto(page, 'synced', false)
    await enterPassword(page, agent)
    await page.getByRole('link', { name: 'Use a passkey instead' }).tap()
    await expect(heading(page, 'Add a passkey')).toBeVisible()
    expect(await findTouchFaults(page)).toEqual([])
    await key.isTouched(true)
    await page.getByRole('button', { name: 'Add passkey' }).tap()
    await saveRecoveryCodes(page)
    await page.goto('/profile')
    await expect(factors(page)).toContainText('Synced between your devices.')
    expect(await findTouchFaults(page)).toEqual([])
    await page.getByRole('button', { name: /^Rename/ }).tap()
    await expect(page.getByRole('dialog', { name: 'Rename passkey' })).toBeVisible()
    expect(await findTouchFaults(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).tap()

    await key.isTouched(false)
    await page.context().clearCookies()
    await page.goto('/sign-in')
    const button = page.getByRole('button', { name: 'Use a passkey' })
    await expect(button).toBeEnabled()
    expect(await findTouchFaults(page)).toEqual([])
    await key.isTouched(true)
    await button.tap()
    await expect(heading(page, 'Profile')).toBeVisible()
  })
})
