import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { heading } from '../support/browser/steps'

const notSaved = (page: Page) => page.getByText('Not saved yet', { exact: true })
const required = (page: Page) => page.getByRole('switch', { name: 'Require two-factor authentication' })

/** What the browser asks, each answered as told. */
function answering(page: Page, answers: boolean[]): string[] {
  const asked: string[] = []
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type())
    await (answers.shift() ? dialog.accept() : dialog.dismiss())
  })
  return asked
}

test('a switch that waits for Save says so, and is not lost by leaving without a question', async ({
  organization,
  signedIn,
  page,
}) => {
  const agent = await organization.agent()
  await signedIn(await organization.admin())
  const asked = answering(page, [false, true, false])
  await page.goto(`/organization/users/${agent.id}`)
  await expect(notSaved(page)).toBeHidden()
  await required(page).click()
  await expect(notSaved(page)).toBeVisible()
  // Put back, nothing is to be saved.
  await required(page).click()
  await expect(notSaved(page)).toBeHidden()
  await required(page).click()

  const users = page.getByRole('link', { name: 'Users' }).first()
  await users.click()
  await expect.poll(() => asked).toEqual(['confirm'])
  await expect(required(page)).toBeChecked()
  // Leaving by the address bar is asked about too, by the browser itself; whoever stays has lost nothing.
  await users.click()
  await expect(heading(page, 'Users')).toBeVisible()
  expect(asked).toEqual(['confirm', 'confirm'])

  await page.goto(`/organization/users/${agent.id}`)
  await required(page).click()
  await page.evaluate(() => setTimeout(() => location.reload()))
  await expect.poll(() => asked).toEqual(['confirm', 'confirm', 'beforeunload'])
  await expect(required(page)).toBeChecked()
  await expect(notSaved(page)).toBeVisible()

  // Saved, no one is asked any more.
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(notSaved(page)).toBeHidden()
  await expect(required(page)).toBeChecked()
  await users.click()
  await expect(heading(page, 'Users')).toBeVisible()
  await page.reload()
  expect(asked).toHaveLength(3)
})

test('a question on a page of its own takes along what is not saved, without asking', async ({
  organization,
  signedIn,
  page,
}) => {
  const agent = await organization.agent()
  await signedIn(await organization.admin())
  const asked = answering(page, [])
  await page.goto(`/organization/users/${agent.id}`)
  await required(page).click()
  await page.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(required(page)).toBeChecked()
  await expect(notSaved(page)).toBeVisible()
  expect(asked).toEqual([])
})
