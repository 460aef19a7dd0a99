import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { enterCode, enterPassword, expectSignedOut, heading } from '../support/browser/steps'

const password = 'nine marble staircases'
const onItsWay = 'If there is an account with this address, we’ve emailed a link. It expires in 60 minutes.'
const over = 'This link was used, has expired or was replaced by a newer one. Ask for a new one.'

/** Asks for the link, from the sign-in page. */
async function askForLink(page: Page, email: string, carried = true): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await expect(heading(page, 'Forgot your password?')).toBeVisible()
  const field = page.getByLabel('Email')
  if (carried) await expect(field).toHaveValue(email)
  await field.fill(email)
  await page.getByRole('button', { name: 'Send link' }).click()
  await expect(page.getByText(onItsWay)).toBeVisible()
}

async function savePassword(page: Page, newPassword: string): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(newPassword)
  await page.getByRole('button', { name: 'Save password' }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('someone who forgot the password chooses a new one by email, and signs in with it and a code', async ({
      page,
      organization,
      postbox,
      signedIn,
      anotherBrowser,
    }) => {
      const agent = await organization.agent({ enrolled: true })
      const other = await anotherBrowser()
      await signedIn(agent, other)
      await askForLink(page, agent.email, javaScriptEnabled)

      const { path } = await postbox.next(agent.email, 'Choose a new password')
      await page.goto(path)
      await expect(heading(page, 'Choose a new password')).toBeVisible()
      const field = page.getByLabel('New password', { exact: true })
      await savePassword(page, 'too short')
      await expect(field).toHaveAccessibleDescription(/^Use at least 15 characters/)
      await savePassword(page, 'passwordpassword')
      await expect(field).toHaveAccessibleDescription(/^This password is too easy to guess/)
      // In the page that is still open it stays; from the server it never comes back.
      await expect(field).toHaveValue(javaScriptEnabled ? 'passwordpassword' : '')
      await savePassword(page, password)
      await expect(heading(page, 'Sign in')).toBeVisible()
      await expect(page.getByText('Your new password is saved. Sign in with it.')).toBeVisible()
      await expectSignedOut(page)
      await expectSignedOut(other)

      await enterPassword(page, agent)
      await expect(page.getByText('The email or password is incorrect.')).toBeVisible()
      await enterPassword(page, { email: agent.email, password })
      await expect(heading(page, 'Enter your authentication code')).toBeVisible()
      await enterCode(page, await agent.phone.nextCode())
      await expect(heading(page, 'Profile')).toBeVisible()
      await postbox.next(agent.email, 'Your password was changed')
    })

    test('a link that is over leads to a new one', async ({ page, organization, postbox }) => {
      const agent = await organization.agent()
      await askForLink(page, agent.email, javaScriptEnabled)
      const older = await postbox.next(agent.email, 'Choose a new password')
      await askForLink(page, agent.email, javaScriptEnabled)
      const newer = await postbox.next(agent.email, 'Choose a new password')

      await page.goto(older.path)
      await expect(heading(page, 'This link no longer works')).toBeVisible()
      await expect(page.getByText(over)).toBeVisible()
      await expect(page.getByRole('textbox')).toHaveCount(0)
      await page.goto(newer.path)
      await savePassword(page, password)
      await expect(page.getByText('Your new password is saved.')).toBeVisible()
      await page.goto(newer.path)
      await expect(page.getByText(over)).toBeVisible()
      await page.getByRole('link', { name: 'Ask for a new link' }).click()
      await expect(heading(page, 'Forgot your password?')).toBeVisible()
      await expect(page.getByLabel('Email')).toBeEditable()
    })
  })
}

test('a link that was used while its page stood open says so, and where to get another', async ({
  page,
  organization,
  postbox,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  await askForLink(page, agent.email)
  const { path } = await postbox.next(agent.email, 'Choose a new password')
  const other = await anotherBrowser()
  for (const tab of [page, other]) await tab.goto(path)
  await savePassword(other, password)
  await expect(other.getByText('Your new password is saved.')).toBeVisible()
  await savePassword(page, 'ten marble staircases')
  await expect(page.getByText(over)).toBeVisible()
})

test('nobody learns who has an account, and who asks again and again is told to wait', async ({ page }) => {
  const email = 'nobody.at.all@example.com'
  for (let n = 0; n < 4; n++) await askForLink(page, email)
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send link' }).click()
  await expect(page.getByText('Too many attempts. Try again in 2 minutes.')).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue(email)
})
