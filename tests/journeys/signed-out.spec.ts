import { expect, test } from '../support/browser/browser'
import {
  enterCode,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
} from '../support/browser/steps'

test('forced to enroll while typing: the reason, the way back, and what was typed', async ({
  page,
  organization,
  signedIn,
}) => {
  const admin = await organization.admin()
  await signedIn(admin)
  await page.goto('/organization/users/new')
  await page.getByLabel('Full name').fill('Noor Haddad')
  await page.getByLabel('Email').fill('noor@example.com')
  await page.getByLabel('Role').selectOption('admin')
  await page.getByLabel('Enable 2FA').check()
  await organization.require(admin)
  await page.getByRole('button', { name: 'Add user' }).click()

  await expect(heading(page, 'Sign in')).toBeVisible()
  await expect(
    page.getByText('Acme Freight now requires two-factor authentication. Sign in again to continue.'),
  ).toBeVisible()
  await expect(page.getByText('What you typed is kept for when you’re back.')).toBeVisible()
  await page.getByLabel('Email').fill(admin.email)
  await passwordField(page).fill('mistyped at first')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('The email or password is incorrect.')).toBeVisible()
  await passwordField(page).fill(admin.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await scanAndConfirm(page)
  await saveRecoveryCodes(page)

  await expect(heading(page, 'Add user')).toBeVisible()
  await expect(page.getByLabel('Full name')).toHaveValue('Noor Haddad')
  await expect(page.getByLabel('Email')).toHaveValue('noor@example.com')
  await expect(page.getByLabel('Role')).toHaveValue('admin')
  await expect(page.getByLabel('Enable 2FA')).toBeChecked()
  await page.getByRole('button', { name: 'Add user' }).click()
  await expect(heading(page, 'Noor Haddad')).toBeVisible()
  await page.goto('/organization/users/new')
  await expect(page.getByLabel('Full name')).toHaveValue('')
})

test('what was typed is not put back for another person in that browser', async ({
  page,
  organization,
  signedIn,
}) => {
  const [one, other] = [await organization.admin(), await organization.admin({ enrolled: true })]
  await signedIn(one)
  await page.goto('/organization/users/new')
  await page.getByLabel('Full name').fill('Noor Haddad')
  await page.getByLabel('Email').fill('noor.too@example.com')
  await organization.require(one)
  await page.getByRole('button', { name: 'Add user' }).click()
  await expect(heading(page, 'Sign in')).toBeVisible()
  await page.getByLabel('Email').fill(other.email)
  await passwordField(page).fill(other.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await enterCode(page, await other.phone.nextCode())
  await expect(heading(page, 'Add user')).toBeVisible()
  await expect(page.getByLabel('Full name')).toHaveValue('')
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
})

test('a password is not kept, and a dialog opens again with the rest', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent({ enrolled: true })
  await signedIn(agent)
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Change email' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change your email address' })
  await dialog.getByLabel('New email').fill('noor.new@example.com')
  await passwordField(dialog).fill(agent.password)
  await organization.require(agent)
  await dialog.getByRole('button', { name: 'Send link' }).click()
  await expect(heading(page, 'Sign in')).toBeVisible()
  const kept = await page.evaluate(() => JSON.stringify(sessionStorage))
  expect(kept).toContain('noor.new@example.com')
  expect(kept).not.toContain(agent.password)
  await page.getByLabel('Email').fill(agent.email)
  await passwordField(page).fill(agent.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await enterCode(page, await agent.phone.nextCode())
  await expect(dialog.getByLabel('New email')).toHaveValue('noor.new@example.com')
  await expect(passwordField(dialog)).toHaveValue('')
})

test('what stands in one form is kept when a button of another one finds the session ended', async ({
  page,
  organization,
  signedIn,
}) => {
  const admin = await organization.admin({ enrolled: true })
  const agent = await organization.agent()
  await signedIn(admin)
  await page.goto(`/organization/users?q=${agent.email}`)
  await page.getByRole('link', { name: agent.name }).click()
  await page.getByRole('combobox', { name: 'Role' }).selectOption('admin')
  await page.getByRole('button', { name: 'Suspend' }).click()
  const dialog = page.getByRole('dialog', { name: `Suspend ${agent.name}?` })
  await expect(dialog).toBeVisible()
  await organization.require(admin)
  await dialog.getByRole('button', { name: 'Suspend' }).click()
  await expect(heading(page, 'Sign in')).toBeVisible()
  await page.getByLabel('Email').fill(admin.email)
  await passwordField(page).fill(admin.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await enterCode(page, await admin.phone.nextCode())
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('combobox', { name: 'Role' })).toHaveValue('admin')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the reason and the way back', async ({ page, organization, signedIn }) => {
    const agent = await organization.agent()
    await signedIn(agent)
    await page.goto('/profile/two-factor')
    await organization.require(agent)
    await passwordField(page).fill(agent.password)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByText('Acme Freight now requires two-factor authentication.')).toBeVisible()
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fprofile%2Ftwo-factor$/)
    await page.reload()
    await expect(page.getByText('Acme Freight now requires')).toHaveCount(0)
  })
})

test('the tab says of a link that has ended that it no longer works', async ({ page, organization }) => {
  const agent = await organization.agent({ invited: true })
  await page.goto(agent.invitation)
  await expect(page).toHaveTitle('Join · Countersign')
  const over = ['invitation', 'hand-over', 'enrollment', 'reset-password', 'email/confirm', 'email/restore']
  for (const path of [...over, 'recovery', 'recovery/complete']) {
    await page.goto(`/${path}/${'x'.repeat(43)}`)
    await expect(heading(page, 'This link no longer works')).toBeVisible()
    await expect(page, path).toHaveTitle('This link no longer works · Countersign')
  }
  await page.goto('/sign-in/passkey/over')
  await expect(page).toHaveTitle('This sign-in has ended · Countersign')
})
