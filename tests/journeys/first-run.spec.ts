import { expect, test } from '../support/browser/browser'
import {
  enterPassword,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
  signOut,
} from '../support/browser/steps'

const maria = {
  name: 'Maria Olsen',
  email: 'maria@example.com',
  password: 'wet paint on the stairs',
}

test('the link on the console sets up the organization, once', async ({
  page,
  newServer,
  alarms,
  anotherBrowser,
}) => {
  await page.goto(newServer.origin)
  await expect(heading(page, 'Almost there')).toBeVisible()
  await page.goto(`${newServer.origin}/sign-in`)
  await expect(heading(page, 'Almost there')).toBeVisible()

  await page.goto(newServer.printedLink)
  await expect(heading(page, 'Set up Countersign')).toBeVisible()
  await page.getByLabel('Organization').fill('Acme Freight')
  await page.getByLabel('Full name').fill(maria.name)
  await page.getByLabel('Email').fill(maria.email)
  await page.getByLabel('Password', { exact: true }).fill(maria.password)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(heading(page, 'Overview')).toBeVisible()
  await page.getByRole('navigation').getByRole('link', { name: 'Users' }).first().click()
  await expect(page.getByRole('row', { name: 'Maria Olsen' })).toBeVisible()
  await expect(page.getByText('You’re the only one here')).toBeVisible()

  alarms.expect(/status of 404.*\/setup/)
  for (const somebody of [page, await anotherBrowser()]) {
    for (const link of [newServer.printedLink, `${newServer.origin}/setup`]) {
      const answer = await somebody.goto(link)
      expect(answer?.status()).toBe(404)
      await expect(heading(somebody, 'Page not found')).toBeVisible()
      await expect(somebody).toHaveTitle('Page not found · Countersign')
    }
  }
})

test('the first steps lead from one to the next, and dates are meant where the admin is', async ({
  newServer,
  anotherBrowser,
}) => {
  const page = await anotherBrowser({ timezoneId: 'Europe/Berlin' })
  await page.goto(newServer.printedLink)
  await page.getByLabel('Organization').fill('Acme Freight')
  await page.getByLabel('Full name').fill(maria.name)
  await page.getByLabel('Email').fill(maria.email)
  await page.getByLabel('Password', { exact: true }).fill(maria.password)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await page.getByRole('link', { name: 'Set up two-factor authentication' }).click()
  await passwordField(page).fill(maria.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await scanAndConfirm(page)
  await saveRecoveryCodes(page)
  await expect(heading(page, 'Overview')).toBeVisible()
  await expect(page.getByText('1 of 7 done')).toBeVisible()
  await page.getByRole('link', { name: 'Choose and save a policy' }).click()
  const rule = page.getByRole('form', { name: 'Policy', exact: true })
  await rule.getByRole('radio', { name: 'Everyone' }).check()
  await rule.getByRole('radio', { name: 'On a date' }).check()
  await expect(rule.getByText('In the time zone Europe/Berlin.')).toBeVisible()
  // The rule is not saved yet.
  page.once('dialog', (dialog) => dialog.accept())
  await rule.getByRole('link', { name: 'Change the time zone' }).click()
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Berlin')
})

test('without the right token the set-up page says where to find it', async ({ page, newServer }) => {
  for (const path of ['/setup', `/setup?token=${'x'.repeat(43)}`, '/setup?token=']) {
    await page.goto(newServer.origin + path)
    await expect(page.getByText('the link that the server printed on its console')).toBeVisible()
    await expect(page.getByRole('textbox')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Create organization' })).toHaveCount(0)
  }
})

test('the first admin signs in again and finds no way to lock themselves out', async ({
  page,
  newServer,
}) => {
  await page.goto(newServer.printedLink)
  await page.getByLabel('Organization').fill('Acme Freight')
  await page.getByLabel('Full name').fill(maria.name)
  await page.getByLabel('Email').fill(maria.email)
  await page.getByLabel('Password', { exact: true }).fill(maria.password)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(heading(page, 'Overview')).toBeVisible()
  await signOut(page)
  await enterPassword(page, maria, newServer.origin)
  await page.getByRole('navigation').getByRole('link', { name: 'Users' }).first().click()
  await expect(heading(page, 'Users')).toBeVisible()
  await page.getByRole('link', { name: 'Maria Olsen' }).click()
  await expect(heading(page, 'Maria Olsen')).toBeVisible()
  await expect(page.getByText('This is you. Use your profile.')).toBeVisible()
  for (const name of ['Reset two-factor authentication', 'Suspend', 'Remove', 'Change role'])
    await expect(page.getByRole('button', { name })).toHaveCount(0)
})
