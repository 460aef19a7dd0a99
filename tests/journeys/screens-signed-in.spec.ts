import { longName, look } from '../support/browser/appearance'
import { expect, test } from '../support/browser/browser'
import {
  changeEmail,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
} from '../support/browser/steps'

/*
 * Every page, dialog and error state of people who are signed in, looked at.
 */

test.describe.configure({ timeout: 240_000 })

test('the profile', async ({ page, organization, signedIn, signedInElsewhere, anotherBrowser }) => {
  const agent = await organization.agent({ name: longName })
  await signedInElsewhere(agent, await anotherBrowser())
  await signedIn(agent)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = page.getByRole('dialog')
  await page.goto('/profile')
  await look(page, 'profile, off')
  await button('Sign out everywhere else').first().click()
  await dialog.waitFor()
  await look(page, 'sign out everywhere else?')
  await page.keyboard.press('Escape')
  await button('Change password').first().click()
  await dialog.waitFor()
  await look(page, 'change password')
  await dialog.getByLabel('Current password', { exact: true }).fill('not my password at all')
  await dialog.getByLabel('New password', { exact: true }).fill('short')
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('Use at least 15 characters.').waitFor()
  await look(page, 'change password with mistakes')

  await page.goto('/profile')
  await button('Change email').first().click()
  await dialog.waitFor()
  await look(page, 'change email')
  await dialog.getByLabel('New email').fill(`${'a'.repeat(65)}@example.com`)
  await passwordField(dialog).fill('not my password at all')
  await dialog.getByRole('button', { name: 'Send link' }).click()
  await expect(dialog.getByLabel('New email')).toHaveAttribute('aria-invalid', 'true')
  await look(page, 'change email with a mistake')
  await changeEmail(page, { email: 'somebody@example.com', password: agent.password })
  await page.getByText('We’ve emailed a link to').waitFor()
  await look(page, 'link to the new address on its way')

  await page.goto('/profile/two-factor')
  await look(page, 'enable: password')
  await passwordField(page).fill('not my password at all')
  await button('Continue').click()
  await page.getByText('The password is incorrect.').waitFor()
  await look(page, 'enable: wrong password')
  await passwordField(page).fill(agent.password)
  await button('Continue').click()
  await page.getByRole('img', { name: 'QR code' }).waitFor()
  await look(page, 'enable: QR code')
  await scanAndConfirm(page)
  await saveRecoveryCodes(page)
  await heading(page, 'Profile').waitFor()
  await look(page, 'profile, on')
  await button('Turn off').first().click()
  await look(page, 'turn off?')
  await passwordField(dialog).fill('not my password at all')
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await page.getByText('The password is incorrect.').waitFor()
  await look(page, 'turn off with a wrong password')
  await page.goto('/profile')
  await button('New recovery codes').click()
  await look(page, 'new recovery codes?')
  await page.goto('/profile/two-factor')
  await look(page, 'replace')
})

test('the list of people, and adding someone', async ({ page, organization, signedIn }) => {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const agent = await organization.agent({ name: longName, enrolled: true })
  await signedIn(await organization.admin({ enrolled: true }))

  await page.goto('/organization/users')
  await look(page, 'users')
  await page.goto('/organization/users?q=nobody')
  await look(page, 'nobody found')
  await page.goto('/organization/users/new')
  await look(page, 'add user')
  await page.getByLabel('Full name').fill(longName)
  await page.getByLabel('Email').fill(agent.email)
  await button('Add user').click()
  await page.getByText('already has this email.').waitFor()
  await look(page, 'add user with a taken address')
  await page.getByLabel('Email').fill(`${'long-address.'.repeat(4)}1@example.com`)
  await button('Add user').click()
  await page.getByLabel('Invitation link').waitFor()
  await look(page, 'invited user')
})

test('managing someone, and every question it asks', async ({ page, organization, signedIn }) => {
  const agent = await organization.agent({ name: longName, enrolled: true })
  await organization.openSessionElsewhere(agent)
  await signedIn(await organization.admin({ enrolled: true }))

  await page.goto(`/organization/users/${agent.id}`)
  await look(page, 'manage user')
  for (const name of ['Reset two-factor authentication', 'Sign out everywhere', 'Suspend', 'Remove']) {
    await page.getByRole('button', { name, exact: true }).first().click()
    await page.getByRole('dialog').waitFor()
    await look(page, `${name}?`)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
})

test('groups, the people in them, and the groups of someone', async ({ page, organization, signedIn }) => {
  const agent = await organization.agent({ name: longName })
  await signedIn(await organization.admin({ enrolled: true }))
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = page.getByRole('dialog')
  const name = 'Underwriting'.repeat(5)

  await page.goto('/organization/groups')
  await look(page, 'groups')
  await button('Add group').click()
  await dialog.getByLabel('Name').fill(`${name},`)
  await dialog.getByRole('button', { name: 'Add group' }).click()
  await page.getByText('Leave out commas').waitFor()
  await look(page, 'add group with a comma')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Description (optional)').fill('x'.repeat(200))
  await dialog.getByRole('button', { name: 'Add group' }).click()
  await heading(page, name).waitFor()
  await look(page, 'group without people')
  const group = new URL(page.url()).pathname
  await page.goto(`${group}/add?q=${encodeURIComponent(agent.email)}`)
  await look(page, 'add people')
  await page.getByRole('checkbox').check()
  await button('Add people').click()
  await page.getByText('Added to the group.').waitFor()
  await look(page, 'group')
  await button('Delete').click()
  await dialog.waitFor()
  await look(page, 'delete group?')
  await page.goto(`${group}/add?q=${encodeURIComponent(agent.email)}`)
  await look(page, 'everyone is in it already')
  await page.goto('/organization/groups?q=nobody')
  await look(page, 'no group found')
  await page.goto('/organization/groups')
  await look(page, 'groups with a long name')
  await page.goto(`/organization/users/${agent.id}`)
  await look(page, 'groups of someone')
  await page.goto('/organization/users/new')
  await look(page, 'add user with groups')
})

test('people in every other state, and oneself', async ({ page, organization, signedIn }) => {
  const required = await organization.agent({ name: longName, required: true })
  const suspended = await organization.agent({ suspended: true })
  const locked = await organization.agent({ enrolled: true })
  await organization.lock(locked)
  const admin = await organization.admin({ enrolled: true })
  await signedIn(admin)

  for (const who of [required, suspended, locked, admin]) {
    await page.goto(`/organization/users/${who.id}`)
    await look(page, `manage ${who.email}`)
  }
  await page.getByRole('switch', { name: 'Require two-factor authentication' }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Remove this requirement' }).click()
  await page.getByRole('dialog').waitFor()
  await look(page, 'remove this requirement from yourself?')
})

test('the audit log, and a page that is not there', async ({ page, organization, signedIn, alarms }) => {
  await signedIn(await organization.admin({ enrolled: true }))
  await page.goto('/organization/audit')
  await look(page, 'audit log')
  alarms.expect(/status of 404/)
  await page.goto('/organization/users/nobody')
  await look(page, 'nothing here, signed in')
})
