import type { Page } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { look } from '../support/browser/appearance'
import { expect, test } from '../support/browser/browser'
import { heading, signIn } from '../support/browser/steps'
import { databaseOf } from '../support/world/snapshot'

const csv = (text: string) => ({
  name: 'people.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(text, 'latin1'),
})

const field = (page: Page) => page.getByLabel('People', { exact: true })

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })

/** Chooses a file, and reads what it would do. */
async function preview(page: Page, run: string): Promise<void> {
  await page.goto('/organization/users')
  await page.getByRole('link', { name: 'Add people' }).click()
  await page.getByLabel('Or a file').setInputFiles({ ...csv('PK\u0003\u0004'), name: 'people.xlsx' })
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByLabel('Or a file')).toHaveAccessibleDescription(/This is a workbook\./)
  const people = [`J\xfcrgen ${run};juergen.${run}@example.com`, `Mei ${run};mei.${run}@example.com`]
  const rest = [`=1+1;not an address`, `Mei again;MEI.${run}@example.com`]
  await page.getByLabel('Or a file').setInputFiles(csv(['Name;E-Mail', ...people, ...rest].join('\r\n')))
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(
    page.getByText('2 people would be added. 1 would be left out. 1 can’t be added.', { exact: true }),
  ).toBeVisible()
  await expect(row(page, `Jürgen ${run}`)).toContainText('New')
  await expect(row(page, '=1\\+1')).toContainText('Not an email address.')
  await expect(row(page, 'Mei again')).toContainText('Twice in the list.')
}

async function expectAdded(page: Page, run: string): Promise<void> {
  await expect(page.getByText('2 added, 1 left out, 1 failed.')).toBeVisible()
  await page.getByRole('link', { name: `Jürgen ${run}` }).click()
  await expect(heading(page, `Jürgen ${run}`)).toBeVisible()
  await expect(page.getByLabel('Invitation link')).toBeVisible()
}

/** The text of a file that a link leads to. */
async function downloaded(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name }).click()
  const parts: Buffer[] = []
  for await (const part of await (await download).createReadStream()) parts.push(part)
  return Buffer.concat(parts).toString()
}

test('adding people from a spreadsheet, with a receipt and a file of those left out', async ({
  page,
  organization,
  anotherBrowser,
}) => {
  await signIn(page, await organization.admin())
  await page.goto('/organization/users/add-several')
  await look(page, 'add people')
  await preview(page, 'one')
  await look(page, 'preview of people')
  await page.getByLabel('Enable 2FA').check()
  await page.getByRole('button', { name: 'Add people' }).click()
  await expect(heading(page, 'Receipt')).toBeVisible()
  await look(page, 'receipt of people')
  const text = await downloaded(page, 'Download those left out')
  // No cell is a formula to a spreadsheet.
  expect(text).toContain("'=1+1,not an address,Failed,")
  expect(text).toContain('Mei again,mei.one@example.com,Left out,Twice in the list.')
  const links = await downloaded(page, 'Download invitation links')
  const link = /Jürgen one,juergen.one@example.com,(\S+),/.exec(links)?.[1] ?? ''
  await page.goto('/organization/batches')
  await page.getByRole('link', { name: 'Add people' }).first().click()
  await expectAdded(page, 'one')
  const theirs = await anotherBrowser()
  await theirs.goto(link)
  await expect(theirs.getByText('juergen.one@example.com')).toBeVisible()
})

test('once the links of a batch are no longer shown, new ones are made for those who haven’t joined', async ({
  page,
  server,
  organization,
  anotherBrowser,
}) => {
  await signIn(page, await organization.admin())
  await preview(page, 'three')
  await page.getByRole('button', { name: 'Add people' }).click()
  const linkOf = async () => {
    const links = await downloaded(page, 'Download invitation links')
    expect(links).toContain('mei.three@example.com')
    return /juergen.three@example.com,(\S+),/.exec(links)?.[1] ?? ''
  }
  const former = await linkOf()
  // As 10 minutes later.
  const rows = new Sqlite(databaseOf(server))
  rows.exec('update invitations set shown = null, shown_until = null')
  rows.close()
  await page.reload()
  await expect(page.getByRole('link', { name: 'Download invitation links' })).toBeHidden()
  await page.getByRole('button', { name: 'New invitation links' }).click()
  await expect(page.getByText('2 invited again.')).toBeVisible()
  const link = await linkOf()
  expect(link).not.toBe(former)
  const theirs = await anotherBrowser()
  await theirs.goto(link)
  await expect(theirs.getByText('juergen.three@example.com')).toBeVisible()
  await theirs.goto(former)
  await expect(theirs.getByText('juergen.three@example.com')).toBeHidden()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('adding people, and what was pasted is not lost', async ({ page, organization }) => {
    await signIn(page, await organization.admin())
    await page.goto('/organization/users/add-several')
    const pasted = `Ben <ben.kept@example.com>\n${'x'.repeat(10_001)}`
    await field(page).fill(pasted)
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(field(page)).toHaveAccessibleDescription(/more than 10,000 characters/)
    await expect(field(page)).toHaveValue(pasted)
    await preview(page, 'two')
    await page.getByRole('button', { name: 'Add people' }).click()
    await expect(async () => {
      await page.reload()
      await expect(heading(page, 'Receipt')).toBeVisible({ timeout: 100 })
    }).toPass()
    await expectAdded(page, 'two')
  })
})
