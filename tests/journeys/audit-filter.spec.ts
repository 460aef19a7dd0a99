import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { heading, passwordField, signIn } from '../support/browser/steps'

const rowsOf = (page: Page) => page.getByRole('table', { name: 'Audit log' }).getByRole('row')

test('an admin finds what one person did and what was done to them, and takes just that away', async ({
  page,
  organization,
  signedIn,
}) => {
  const zelda = await organization.agent({ name: 'Zelda Quaste' })
  await organization.agent({ name: 'Zeno Quaste' })
  const admin = await organization.admin()
  await signedIn(admin)
  await page.goto('/organization/audit')
  const rows = rowsOf(page)

  await page.getByLabel('Kind').selectOption('People')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/kind=people/)
  await expect(rows.filter({ hasText: 'added the user' }).first()).toBeVisible()
  await expect(rows.filter({ hasText: 'signed in' })).toHaveCount(0)

  // Two people of that name: one is chosen.
  await page.getByText('Person and days').click()
  await page.getByLabel('Person', { exact: true }).fill('quaste')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('Several people match “quaste”. Choose one:')).toBeVisible()
  await page.getByRole('link', { name: `Zelda Quaste (${zelda.email})` }).click()
  await expect(page.getByLabel('Person', { exact: true })).toHaveValue(zelda.email)
  await expect(page.getByLabel('Kind')).toHaveValue('people')
  await expect(rows.filter({ hasText: 'added the user' })).toHaveCount(1)
  await expect(rows.filter({ hasText: 'Role: Agent. Two-factor authentication not required.' })).toHaveCount(
    1,
  )
  await expect(rows.filter({ hasText: 'Zeno' })).toHaveCount(0)
  const shown = (await rows.count()) - 1

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as JSON' }).click()
  const entries = JSON.parse(await readFile(await (await download).path(), 'utf8')) as { Whom: string }[]
  expect(entries).toHaveLength(shown)
  for (const entry of entries) expect(JSON.stringify(entry)).toContain(zelda.email)

  // In a day on which nothing was done, and by the words of one entry.
  await page.getByLabel('Last day').fill('2020-01-01')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('Nothing found')).toBeVisible()
  await page.getByRole('link', { name: 'Show everything' }).click()
  await expect(page).toHaveURL(/audit$/)
  await expect(rows.nth(2)).toBeVisible()
  await page.getByLabel('Search the audit log').fill('added quaste zelda')
  await page.getByLabel('Search the audit log').press('Enter')
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1)).toContainText('Zelda Quaste')
})

test('times are in the reader’s own time zone, with its name', async ({ organization, anotherBrowser }) => {
  const admin = await organization.admin()
  const page = await anotherBrowser({ timezoneId: 'Asia/Tokyo' })
  await signIn(page, admin)
  await page.goto('/organization/audit')
  await expect(page.getByText('Times are in Asia/Tokyo.')).toBeVisible()
  const time = rowsOf(page).nth(1).getByRole('time')
  const at = new Date((await time.getAttribute('datetime')) ?? '')
  const there = new Intl.DateTimeFormat('en-GB', {
    ...{ dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Tokyo' },
  } as const)
  await expect(time).toHaveText(there.format(at))

  // And dates are found as they are read, in the file too.
  await page.goto('/organization/keys/new')
  await page.getByLabel('Name', { exact: true }).fill('Kyushu ledger')
  await page.getByLabel('users:read').check()
  await passwordField(page).fill(admin.password)
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByLabel('API key', { exact: true })).toBeVisible()
  await page.goto('/organization/audit')
  await page.getByLabel('Search the audit log').fill('kyushu ledger expires (asia/tokyo)')
  await page.getByLabel('Search the audit log').press('Enter')
  await expect(rowsOf(page)).toHaveCount(2)
  await expect(rowsOf(page).nth(1)).toContainText(/Key: Kyushu ledger.*\(Asia\/Tokyo\)/)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as JSON' }).click()
  expect(JSON.parse(await readFile(await (await download).path(), 'utf8'))).toHaveLength(1)
})

test('on a phone an entry keeps everything, and on paper there is the list and nothing else', async ({
  page,
  organization,
  signedIn,
}) => {
  await signedIn(await organization.admin())
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/organization/audit')
  const first = rowsOf(page).nth(1)
  await expect(first).toContainText(/on Linux.*\d+\.\d+\.\d+\.\d+/)
  await expect(first.getByRole('time')).toBeVisible()
  for (const cell of await first.getByRole('cell').all()) await expect(cell).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)

  await page.setViewportSize({ width: 718, height: 1000 })
  await page.emulateMedia({ media: 'print' })
  for (const path of ['/organization/audit', '/organization/users']) {
    await page.goto(path)
    await expect(page.getByRole('table')).toBeVisible()
    for (const role of ['button', 'navigation', 'combobox', 'searchbox', 'textbox'] as const)
      await expect(page.getByRole(role)).toHaveCount(0)
    await expect(page.getByRole('link', { name: /Export|Evidence|Add user|Sign out/ })).toHaveCount(0)
    for (const head of await page.getByRole('columnheader').all()) await expect(head).toBeVisible()
  }
})

test('an admin downloads evidence of some days', async ({ page, organization, signedIn }) => {
  await signedIn(await organization.admin())
  await page.goto('/organization/policy')
  await page.getByRole('link', { name: 'Evidence' }).click()
  await expect(heading(page, 'Evidence')).toBeVisible()
  // It leads back to the place that the menu lights.
  const lit = page.getByRole('navigation', { name: 'Main' }).locator('[aria-current]')
  await expect(lit).toHaveText('Policy')
  await expect(page.getByRole('main').getByRole('link', { name: 'Policy', exact: true })).toBeVisible()
  const key = await page.getByLabel('Public key').inputValue()
  const { keys } = (await (await page.request.get(key)).json()) as { keys: { kid: string }[] }
  await expect(page.getByText(keys[0]?.kid ?? 'no key')).toBeVisible()
  await expect(page.getByText('This address works on this computer only.')).toBeVisible()
  const keyComing = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download public key' }).click()
  const keyFile = await keyComing
  expect(keyFile.suggestedFilename()).toBe('countersign-public-key.json')
  expect(JSON.parse(await readFile(await keyFile.path(), 'utf8'))).toEqual({ keys })
  await page.getByLabel('First day').fill('2026-01-31')
  await page.getByLabel('Last day').fill('2026-01-01')
  await page.getByRole('button', { name: 'Download evidence' }).click()
  await expect(page.getByText('Choose a first day, and a last day that is not before it.')).toBeVisible()
  await page.getByLabel('Last day').fill('2099-01-01')
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download evidence' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toBe('evidence-2026-01-31-to-2099-01-01.zip')
  expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK')
  await page.goto('/organization/audit')
  const noted = rowsOf(page).filter({ hasText: 'downloaded an evidence pack' })
  await expect(noted.first()).toContainText('Audit log from 2026-01-31. Until 2099-01-01.')
})
