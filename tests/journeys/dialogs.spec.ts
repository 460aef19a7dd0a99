import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { askAndConfirm } from '../support/browser/recovery-steps'
import { heading } from '../support/browser/steps'
import { Postbox } from '../support/server/postbox'

/*
 * What is asked in a dialog has a page of its own: it is asked in browsers without scripts and without commands of
 * buttons, such as WebKit before 26.2, and before the scripts have come.
 */

/** Presses a button of the page, leaves the dialog that comes by *Cancel*, and is where it was; then opens it again. */
async function openTwice(
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
  expect(page.url()).toBe(address)
  await opener.click()
  await expect(dialog).toBeVisible()
  return dialog
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('whoever did not ask for recovery stops it', async ({ page, server, organization }) => {
    const mail = new Postbox(server)
    const admin = await organization.admin({ enrolled: true })
    await askAndConfirm(page, mail, admin.email)
    await page.goto((await mail.next(admin.email, 'was asked for')).path)
    const dialog = await openTwice(page, 'This wasn’t me', 'Stop this request?')
    const question = page.url()
    await dialog.getByRole('button', { name: 'Stop this request' }).click()
    await expect(page.getByText('Request stopped for good.')).toBeVisible()
    await page.goto(question)
    await expect(page.getByText('It was stopped')).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})

test('on the page of a recovery request, Escape and Cancel lead back to the button', async ({
  page,
  server,
  organization,
}) => {
  const mail = new Postbox(server)
  const admin = await organization.admin({ enrolled: true })
  await askAndConfirm(page, mail, admin.email)
  await page.goto((await mail.next(admin.email, 'was asked for')).path)
  const dialog = await openTwice(page, 'This wasn’t me', 'Stop this request?')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'This wasn’t me' })).toBeFocused()
  await expect(heading(page, 'Recovery request')).toBeVisible()
})
