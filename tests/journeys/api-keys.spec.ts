import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { heading, passwordField } from '../support/browser/steps'

const keyField = (page: Page) => page.getByLabel('API key', { exact: true })

async function fillIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('users:read').check()
  await passwordField(page).fill(password)
}

test('an admin makes a key, a program uses it, and ending it ends that', async ({
  page,
  organization,
  signedIn,
}) => {
  const admin = await organization.admin({ enrolled: true })
  await signedIn(admin)
  await page.goto('/organization/users')
  await page.getByRole('navigation').getByRole('link', { name: 'API keys' }).click()
  await expect(heading(page, 'API keys')).toBeVisible()
  await page.getByRole('link', { name: 'Create key' }).first().click()
  await expect(page.getByLabel('Expires')).toHaveValue('90')
  await page.getByLabel('Name', { exact: true }).fill('Payroll sync')
  await passwordField(page).fill(admin.password)
  const code = admin.recoveryCodes[0] ?? ''
  await page.getByLabel('Authentication code or recovery code').fill(code)
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByText('Choose at least one scope.')).toBeVisible()
  await fillIn(page, 'Payroll sync', admin.password)
  await page.getByLabel('Authentication code or recovery code').fill(code)
  await page.getByRole('button', { name: 'Create key' }).click()

  await expect(keyField(page)).toHaveValue(/^csk_[\w-]{43}$/)
  const token = await keyField(page).inputValue()
  await page.reload()
  await expect(keyField(page)).toHaveValue(token)
  const row = page.getByRole('row', { name: 'Payroll sync' })
  await expect(row).toContainText(/users:read.*never/)

  const call = () => page.request.get('/api/v1/users', { headers: { authorization: `Bearer ${token}` } })
  expect((await call()).status()).toBe(200)
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(keyField(page)).toBeHidden()
  await expect(row).toContainText('now')
  await page.reload()
  await expect(keyField(page)).toBeHidden()

  await row.getByRole('button', { name: 'End key' }).click()
  const dialog = page.getByRole('dialog', { name: 'End Payroll sync?' })
  await dialog.getByRole('button', { name: 'End key' }).click()
  await expect(page.getByText('Programs that use it are refused.')).toBeVisible()
  await expect(row).toBeHidden()
  expect((await call()).status()).toBe(401)
})

test('another admin takes a key over, without JavaScript', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const maker = await organization.admin()
  await signedIn(maker)
  await page.goto('/organization/keys/new')
  await fillIn(page, 'Leavers', maker.password)
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(keyField(page)).toBeVisible()

  const theirs = await anotherBrowser({ javaScriptEnabled: false })
  const other = await organization.admin()
  await signedIn(other, theirs)
  await theirs.goto('/organization/keys')
  await expect(keyField(theirs)).toBeHidden()
  const row = theirs.getByRole('row', { name: 'Leavers' })
  await expect(row).toContainText(maker.name)
  await row.getByRole('button', { name: 'Take over' }).click()
  await theirs.getByRole('dialog').getByRole('button', { name: 'Take over' }).click()
  await expect(theirs.getByText('The API key depends on your account now.')).toBeVisible()
  await expect(row).toContainText(other.name)
  await expect(row.getByRole('button', { name: 'Take over' })).toHaveCount(0)
})
