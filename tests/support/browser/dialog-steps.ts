import { expect, type Locator, type Page } from '@playwright/test'
import type { Resident } from '../server/resident'
import { passwordField } from './steps'

/*
 * What is asked in a dialog has a page of its own: it is asked in browsers without scripts and without commands of
 * buttons, such as WebKit before 26.2, and before the scripts have come.
 */

/** Makes the browser one that knows no commands of buttons. */
export const withoutCommands = ({ page }: { page: Page }) =>
  page.addInitScript(() => {
    for (const name of ['command', 'commandForElement'])
      Reflect.deleteProperty(HTMLButtonElement.prototype, name)
  })

/** Presses a button of the page, leaves the dialog that comes by *Cancel*, and is where it was; then opens it again. */
export async function openTwice(
  page: Page,
  button: string,
  title: string,
  on: Page | Locator = page,
): Promise<Locator> {
  const address = page.url()
  const opener = on.getByRole('button', { name: button, exact: true }).first()
  const dialog = page.getByRole('dialog', { name: title })
  await opener.click()
  await expect(dialog).toBeVisible()
  expect(new URL(page.url()).pathname).not.toBe(new URL(address).pathname)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  // The browser says that a dialog was closed a moment after it's gone: only then does the address follow.
  await expect(page).toHaveURL(({ href }) => href.replace(/\?$/, '') === address.replace(/\?$/, ''))
  await opener.click()
  await expect(dialog).toBeVisible()
  return dialog
}

/** An API key that may read the list of users. */
export async function createKey(page: Page, { password }: Resident, name: string): Promise<void> {
  await page.goto('/organization/keys/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('users:read').check()
  await passwordField(page).fill(password)
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByRole('row', { name })).toBeVisible()
  await page.goto('/organization/keys')
}
