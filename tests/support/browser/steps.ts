import { expect, type Locator, type Page } from '@playwright/test'
import type { Resident } from '../server/resident'
import { Authenticator } from '../world/authenticator'
import { readQrCode } from './qr-screenshot'

/*
 * What people do again and again in the browser.
 */

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

/** The field, not the button *Show* that stands in it. */
export const passwordField = (on: Page | Locator) => on.getByLabel('Password', { exact: true })

/** Types email and password on the sign-in page. */
export async function enterPassword(
  page: Page,
  who: Pick<Resident, 'email' | 'password'>,
  origin = '',
): Promise<void> {
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('Email').fill(who.email)
  await passwordField(page).fill(who.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** A code as it is right, but not as the field takes it for whole: it is sent by the button that a test presses, and once. */
export const spaced = (code: string) => `${code.slice(0, 3)}  ${code.slice(3)}`

/** Types a code where one is asked for and sends it. */
export async function enterCode(page: Page, code: string, button = 'Verify'): Promise<void> {
  await page.getByLabel('Authentication code').fill(spaced(code))
  await page.getByRole('button', { name: button, exact: true }).click()
}

/** Signs in, with a code for people who have a phone. */
export async function signIn(page: Page, who: Resident): Promise<void> {
  await enterPassword(page, who)
  if (who.enrolled) {
    await expect(heading(page, 'Enter your authentication code')).toBeVisible()
    await enterCode(page, await who.phone.nextCode())
  }
  await expect(heading(page, who.role === 'admin' ? 'Overview' : 'Profile')).toBeVisible()
}

/** Shows on a page of theirs that someone is not signed in, or not any more. */
export async function expectSignedOut(page: Page): Promise<void> {
  await page.goto('/profile')
  await expect(heading(page, 'Sign in')).toBeVisible()
}

/** Ends the session with the menu of wide screens. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You’re signed out.')).toBeVisible()
}

/** Asks for another email address, on the profile. The dialog may stand open already. */
export async function changeEmail(
  page: Page,
  { email, password }: Pick<Resident, 'email' | 'password'>,
): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Change your email address' })
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Change email' }).click()
  await dialog.getByLabel('New email').fill(email)
  await passwordField(dialog).fill(password)
  await dialog.getByRole('button', { name: 'Send link' }).click()
}

/** Scans the QR code on the screen with a new phone and confirms it. */
export async function scanAndConfirm(page: Page): Promise<Authenticator> {
  const phone = Authenticator.scan(await readQrCode(page), { ahead: 1 })
  await enterCode(page, await phone.nextCode(), 'Verify and turn on')
  return phone
}

/** Reads the recovery codes off the dialog, ticks that they are saved and goes on. */
export async function saveRecoveryCodes(page: Page): Promise<string[]> {
  const codes = await shownRecoveryCodes(page)
  await page.getByLabel('I have saved my recovery codes').check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  return codes
}

/** The ten codes of the dialog. */
export async function shownRecoveryCodes(page: Page): Promise<string[]> {
  const dialog = page.getByRole('dialog', { name: 'Two-factor authentication is on' })
  await expect(dialog).toBeVisible()
  const items = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(items).toHaveCount(10)
  return items.allTextContents()
}
