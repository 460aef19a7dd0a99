import type { Page } from '@playwright/test'
import { look } from '../support/browser/appearance'
import { expect, test } from '../support/browser/browser'
import {
  enterPassword,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
} from '../support/browser/steps'
import type { Resident } from '../support/server/resident'
import { wrongFor } from '../support/world/enrollment-codes'

async function askForCodes(page: Page, on: boolean): Promise<void> {
  await page.goto('/organization/policy')
  const rule = page.getByRole('form', { name: 'Enrollment codes' })
  await rule.getByRole('checkbox').setChecked(on)
  await rule.getByRole('button', { name: 'Save enrollment codes' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible()
}

const ask = 'Ask your admin for the enrollment code'

async function requireByCode(page: Page, { id }: Resident): Promise<string> {
  await page.goto(`/organization/users/${id}`)
  await page.getByRole('switch', { name: 'Require two-factor authentication' }).check()
  await page.getByRole('radio', { name: 'By a code that you read out' }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  return (await page.getByText(/^Enrollment code: /).textContent())?.split(': ')[1] ?? ''
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an admin requires it and reads a code out: the password alone shows no QR code', async ({
      page,
      organization,
      signedIn,
      anotherBrowser,
    }) => {
      const agent = await organization.agent()
      const admins = await anotherBrowser({ javaScriptEnabled })
      await signedIn(await organization.admin(), admins)
      await askForCodes(admins, true)
      const code = await requireByCode(admins, agent)
      if (javaScriptEnabled) await look(admins, 'the page of someone with an enrollment code')

      await enterPassword(page, agent)
      await expect(heading(page, ask)).toBeVisible()
      await expect(page.getByLabel('Setup key')).toHaveCount(0)
      if (javaScriptEnabled) await look(page, 'asking for an enrollment code')
      await page.getByLabel('Enrollment code').fill('12')
      await page.getByRole('button', { name: 'Continue' }).click()
      await expect(
        page.getByText('An enrollment code has 8 letters and digits and nothing else.'),
      ).toBeVisible()
      await page.getByLabel('Enrollment code').fill(wrongFor(code))
      await page.getByRole('button', { name: 'Continue' }).click()
      await expect(page.getByText('That enrollment code is incorrect.', { exact: false })).toBeVisible()
      await admins.reload()
      await expect(
        admins.getByText('Someone with the correct password entered a wrong enrollment code', {
          exact: false,
        }),
      ).toBeVisible()

      await page.getByLabel('Enrollment code').fill(code.toLowerCase())
      await page.getByRole('button', { name: 'Continue' }).click()
      await expect(heading(page, 'Set up two-factor authentication')).toBeVisible()
      await scanAndConfirm(page)
      if (javaScriptEnabled) await saveRecoveryCodes(page)
      else await expect(heading(page, 'Two-factor authentication is on')).toBeVisible()
      await admins.reload()
      await expect(admins.getByText('New enrollment code or link')).toHaveCount(0)
      await askForCodes(admins, false)
    })
  })
}

test('after a reset, the link in the email takes the place of the code @several-servers', async ({
  page,
  organization,
  postbox,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ enrolled: true, required: true })
  const admins = await anotherBrowser()
  await signedIn(await organization.admin(), admins)
  await askForCodes(admins, true)
  await admins.goto(`/organization/users/${agent.id}/reset`)
  const question = admins.getByRole('dialog', { name: 'Reset two-factor authentication?' })
  await expect(question.getByRole('radio', { name: 'By a link in an email' })).toBeChecked()
  await look(admins, 'a reset by link')
  await question.getByRole('button', { name: 'Reset', exact: true }).click()
  await expect(admins.getByText('they open a link that we emailed to them', { exact: false })).toBeVisible()

  await enterPassword(page, agent)
  await expect(heading(page, ask)).toBeVisible()
  const { path } = await postbox.next(agent.email, 'Your link to set up two-factor authentication')
  await page.goto(path)
  await look(page, 'the link to set it up')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(heading(page, 'Set up two-factor authentication')).toBeVisible()
  await scanAndConfirm(page)
  await saveRecoveryCodes(page)
  await expect(heading(page, 'Profile')).toBeVisible()
  await page.goto(path)
  await expect(heading(page, 'This link no longer works')).toBeVisible()
  await expect(page.getByText('This link was used', { exact: false })).toBeVisible()
  await askForCodes(admins, false)
})

test('someone who is signed in is told of the link, and it leads them on from there', async ({
  page,
  organization,
  postbox,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  await signedIn(agent)
  const admins = await anotherBrowser()
  await signedIn(await organization.admin(), admins)
  await askForCodes(admins, true)
  await admins.goto(`/organization/users/${agent.id}`)
  await admins.getByRole('switch', { name: 'Require two-factor authentication' }).check()
  await admins.getByRole('checkbox', { name: 'Sign them out now' }).uncheck()
  await admins.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(admins.getByText('they open a link that we emailed to them', { exact: false })).toBeVisible()

  await page.goto('/profile/two-factor')
  await expect(page.getByText('If you got an email with a link instead', { exact: false })).toBeVisible()
  const { path } = await postbox.next(agent.email, 'Your link to set up two-factor authentication')
  await page.goto(path)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('First, confirm it’s you.')).toBeVisible()
  await expect(page.getByLabel('Enrollment code')).toHaveCount(0)
  await passwordField(page).fill(agent.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await scanAndConfirm(page)
  await saveRecoveryCodes(page)
  await expect(heading(page, 'Profile')).toBeVisible()
  await askForCodes(admins, false)
})
