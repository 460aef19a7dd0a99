import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { heading, passwordField, scanAndConfirm, shownRecoveryCodes } from '../support/browser/steps'
import type { Resident } from '../support/server/resident'

async function enroll(page: Page, who: Resident): Promise<string[]> {
  await page.goto('/profile/two-factor')
  await passwordField(page).fill(who.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await scanAndConfirm(page)
  return shownRecoveryCodes(page)
}

test('the recovery codes stay until they are saved', async ({ page, organization, signedIn }) => {
  const agent = await organization.agent()
  await signedIn(agent)
  const codes = await enroll(page, agent)
  expect(new Set(codes).size).toBe(10)
  const dialog = page.getByRole('dialog')

  await page.reload()
  expect(await shownRecoveryCodes(page)).toEqual(codes)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog).toBeVisible()
  await expect(page.getByLabel('I have saved my recovery codes')).toBeFocused()

  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(heading(page, 'Profile')).toBeVisible()
  await page.goto('/two-factor/recovery-codes')
  await expect(heading(page, 'Profile')).toBeVisible()
  await expect(page.getByText(codes[0] ?? 'no code')).toHaveCount(0)
})

test('the recovery codes can be copied, downloaded and printed', async ({
  page,
  context,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent()
  await signedIn(agent)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const codes = await enroll(page, agent)

  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join('\n'))

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('countersign-recovery-codes.txt')
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toContain(agent.email)
  for (const code of codes) expect(text).toContain(code)

  const printing = page.evaluate(() => new Promise((resolve) => (window.print = () => resolve('printing'))))
  await page.getByRole('button', { name: 'Print' }).click()
  expect(await printing).toBe('printing')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText(`Countersign recovery codes for ${agent.email}`)).toBeVisible()
  for (const code of codes) await expect(page.getByText(code)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue' })).toBeHidden()
})
