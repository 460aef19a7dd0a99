import { expect, type Page } from '@playwright/test'
import type { Postbox } from '../server/postbox'
import { heading } from './steps'

/*
 * What people do when an admin lost everything, by the screens and the emails alone.
 */

export const newPassword = 'seven crates of marmalade'

/** From the sign-in page: *Lost your authenticator?*, and the form behind it. */
export async function askForRecovery(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Lost your authenticator?' }).click()
  await expect(heading(page, 'Recover an admin account')).toBeVisible()
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Organization').fill('Acme Freight')
  await page.getByLabel('What happened?').fill('My phone fell into the harbour. Call me on +1 555 0100.')
  await page.getByRole('button', { name: 'Send request' }).click()
  await expect(page.getByText('If there is an account with this address')).toBeVisible()
}

/** From the email that it brings: *Confirm request*. */
export async function confirmByMail(page: Page, mail: Postbox, email: string): Promise<void> {
  const { path } = await mail.next(email, 'Confirm that you asked')
  await page.goto(path)
  await expect(heading(page, 'Recovery request')).toBeVisible()
  await page.getByRole('button', { name: 'Confirm request' }).click()
  await expect(page.getByText('The server’s support team has 7 days to review it')).toBeVisible()
}

export async function askAndConfirm(page: Page, mail: Postbox, email: string): Promise<void> {
  await askForRecovery(page, email)
  await confirmByMail(page, mail, email)
}

/** On the page of the request: the checklist, a note, a reason, *Approve*. The dialog may stand open already. */
export async function approve(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Approve the request of' })
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Approve' }).click()
  await dialog.getByLabel('Called back on a number known before').check()
  await dialog.getByLabel('Note').fill('Called +1 555 0100, the number of the contract.')
  await dialog.getByLabel('Reason').fill('It is her.')
  await dialog.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('Approved. Everyone involved gets an email.')).toBeVisible()
}

/** On a page behind *This wasn’t me*. */
export async function stop(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'This wasn’t me' }).click()
  await page.getByRole('button', { name: 'Stop this request' }).click()
  await expect(page.getByText('Request stopped for good.')).toBeVisible()
}

/** From the email after the wait: a new password. It leads to the sign-in page and signs nobody in. */
export async function completeByMail(page: Page, mail: Postbox, email: string): Promise<void> {
  const { path } = await mail.next(email, 'Recover your account now')
  await page.goto(path)
  await expect(heading(page, 'Choose a new password')).toBeVisible()
  await page.getByLabel('New password', { exact: true }).fill(newPassword)
  await page.getByRole('button', { name: 'Save password' }).click()
  await expect(heading(page, 'Sign in')).toBeVisible()
  await expect(page.getByText('Your new password is saved.')).toBeVisible()
}
