import { longName, look } from '../support/browser/appearance'
import { expect, test } from '../support/browser/browser'
import { heading, passwordField, saveRecoveryCodes, scanAndConfirm } from '../support/browser/steps'

/*
 * The page that admins begin on, looked at, and the ways that lead from it.
 */

test.describe.configure({ timeout: 240_000 })

test('an admin begins on the overview and finds who is not protected yet', async ({
  page,
  organization,
  signedIn,
}) => {
  const late = await organization.agent({ name: `0 ${longName}`, required: true })
  await signedIn(await organization.admin())
  await page.goto('/')
  await expect(heading(page, 'Overview')).toBeVisible()
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Overview' }).first()).toHaveAttribute(
    'aria-current',
    'page',
  )
  await look(page, 'overview')
  await expect(page.getByText('The picture begins tomorrow.')).toBeVisible()
  await organization.past([late, await organization.agent({ name: `1 ${longName}`, enrolled: true })])
  await page.reload()
  await expect(page.getByRole('img', { name: /^0 of 4 protected on .* today$/ })).toBeVisible()
  await page.getByText('Show as a table').click()
  await page.setViewportSize({ width: 1280, height: 844 })
  const table = page.getByRole('table', { name: 'Protected over time' })
  const columns = ['From', 'Protected', 'Not protected', 'Locked', 'People']
  await expect(table.getByRole('columnheader')).toHaveText(columns)
  await expect(table.getByRole('row', { name: / 4 2 1 7$/ })).toBeVisible()
  await look(page, 'overview with a past')
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(table.getByRole('columnheader')).toHaveText(['From', 'Protected', 'People'])
  await expect(table.getByRole('row', { name: / 2 not protected, 1 locked 4 7$/ })).toBeVisible()
  expect(await table.evaluate((one) => one.clientWidth - (one.parentElement?.clientWidth ?? 0))).toBe(0)
  await page.goto('/organization/at-risk?kind=codes')
  await expect(heading(page, 'Few recovery codes left')).toBeVisible()
  await look(page, 'at risk')
  await page.goto('/organization')
  const section = page.getByRole('main').locator('section', { hasText: 'Not protected yet' })
  await section.getByRole('link', { name: late.name }).click()
  await expect(heading(page, late.name)).toBeVisible()
})

test('the first steps have a tick once they are done, each by itself', async ({ page, newServer }) => {
  await page.goto(newServer.printedLink)
  await page.getByLabel('Organization').fill('Acme Freight')
  await page.getByLabel('Full name').fill('Maria Olsen')
  await page.getByLabel('Email').fill('maria@example.com')
  await passwordField(page).fill('wet paint on the stairs')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(heading(page, 'First steps')).toBeVisible()
  await expect(page.getByText('0 of 7 done')).toBeVisible()
  await look(page, 'overview of a new organization')
  await page.getByRole('link', { name: 'Set up two-factor authentication' }).click()
  await passwordField(page).fill('wet paint on the stairs')
  await page.getByRole('button', { name: 'Continue' }).click()
  await scanAndConfirm(page)
  await saveRecoveryCodes(page)
  await page.goto(`${newServer.origin}/organization`)
  await expect(page.getByRole('listitem').filter({ hasText: 'Protect your own account' })).toContainText(
    'Done:',
  )
  await expect(page.getByText('1 of 7 done')).toBeVisible()
})
