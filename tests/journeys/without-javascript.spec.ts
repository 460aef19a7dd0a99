import { expect, test } from '../support/browser/browser'
import {
  enterCode,
  enterPassword,
  expectSignedOut,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
  shownRecoveryCodes,
  signIn,
  signOut,
} from '../support/browser/steps'

test.use({ javaScriptEnabled: false })

test('enrolling and signing in with a code', async ({ page, organization }) => {
  const agent = await organization.agent()
  await enterPassword(page, agent)
  await page.getByRole('link', { name: 'Enable two-factor authentication' }).click()
  await passwordField(page).fill('not my password at all')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(passwordField(page)).toHaveAccessibleDescription('The password is incorrect.')
  await passwordField(page).fill(agent.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByLabel('Setup key')).toBeVisible()
  const phone = await scanAndConfirm(page)

  const codes = await shownRecoveryCodes(page)
  await page.reload()
  expect(await saveRecoveryCodes(page)).toEqual(codes)
  await expect(heading(page, 'Profile')).toBeVisible()
  await page.goto('/two-factor/recovery-codes')
  await expect(heading(page, 'Profile')).toBeVisible()
  await signOut(page)

  await enterPassword(page, agent)
  await enterCode(page, await phone.wrongCode())
  await expect(page.getByLabel('Authentication code')).toHaveAccessibleDescription(/That code didn't work/)
  await enterCode(page, await phone.nextCode())
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('joining with 2FA required', async ({ page, organization }) => {
  const agent = await organization.agent({ invited: true, required: true })
  await page.goto(agent.invitation)
  await passwordField(page).fill('too short')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(passwordField(page)).toHaveAccessibleDescription(/^Use at least 15 characters/)
  await passwordField(page).fill('eleven quiet tortoises')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(heading(page, 'Set up two-factor authentication')).toBeVisible()
  await scanAndConfirm(page)
  await saveRecoveryCodes(page)
  await expect(page.getByText('Ask an admin to turn it off.')).toBeVisible()
})

test('turning off', async ({ page, organization }) => {
  const agent = await organization.agent({ enrolled: true })
  await signIn(page, agent)
  const dialog = page.getByRole('dialog', { name: 'Turn off two-factor authentication?' })
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Turn off' }).click()
  await passwordField(dialog).fill('not my password at all')
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await expect(passwordField(dialog)).toHaveAccessibleDescription('The password is incorrect.')
  await passwordField(dialog).fill(agent.password)
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByText('Two-factor authentication is off.')).toBeVisible()
  await signOut(page)
  await expectSignedOut(page)
  await enterPassword(page, agent)
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('an admin adds someone, and sees the invitation link', async ({ page, organization }) => {
  await signIn(page, await organization.admin())
  await page.getByRole('link', { name: 'Add user' }).click()
  await page.getByLabel('Full name').fill('Nora Storm')
  await page.getByLabel('Email').fill('nora@example.com')
  await page.getByRole('switch', { name: 'Enable 2FA' }).check()
  await page.getByRole('button', { name: 'Add user' }).click()
  await expect(heading(page, 'Nora Storm')).toBeVisible()
  const link = page.getByLabel('Invitation link')
  const value = await link.inputValue()
  expect(value).toMatch(/\/invitation\/[\w-]{43}$/)
  await page.reload()
  await expect(link).toHaveValue(value)
  await expect(page.getByRole('switch', { name: 'Require two-factor authentication' })).toBeChecked()
})
