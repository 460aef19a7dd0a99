import { expect, type Page } from '@playwright/test'
import { enterCode, heading, passwordField, saveRecoveryCodes, scanAndConfirm } from '../browser/steps'
import type { Echo } from '../server/echo'
import type { Resident } from '../server/resident'

/*
 * What people meet on the way to an app.
 */

/** The JSON that a page shows. */
export const shownJson = async (page: Page): Promise<unknown> =>
  JSON.parse((await page.locator('pre').textContent()) ?? '')

/** What reached the site that a page is of. */
export const shownEcho = async (page: Page) => (await shownJson(page)) as Echo

async function enterPasswordHere(page: Page, who: Resident): Promise<void> {
  await expect(heading(page, 'Sign in')).toBeVisible()
  await page.getByLabel('Email').fill(who.email)
  await passwordField(page).fill(who.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Signs in where the portal asks for it, with a code from whoever has a phone. */
export async function signInHere(page: Page, who: Resident): Promise<void> {
  await enterPasswordHere(page, who)
  if (!who.enrolled) return
  await expect(heading(page, 'Enter your authentication code')).toBeVisible()
  await enterCode(page, await who.phone.nextCode())
}

/** The same for someone who has to enroll first: with a new phone. */
export async function enrollHere(page: Page, who: Resident): Promise<void> {
  await enterPasswordHere(page, who)
  await expect(heading(page, 'Set up two-factor authentication')).toBeVisible()
  who.phone = await scanAndConfirm(page)
  await saveRecoveryCodes(page)
}

/** Signed in to the wiki. */
export const expectWiki = (page: Page) => expect(heading(page, 'Welcome to the wiki')).toBeVisible()
