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
  await page.goto('/organization/users')
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

test('an admin adds an app with a picture, tries it, allows it and takes that back', async ({
  page,
  organization,
}) => {
  await signIn(page, await organization.admin())
  await page.goto('/organization/apps/new')
  await page.getByRole('link', { name: 'Another app' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Handbook')
  await page.getByLabel('App address').fill('https://handbook.example.com')
  await page.getByLabel('Redirect addresses').fill('handbook.example.com/cb')
  await page.getByRole('button', { name: 'Add app' }).click()
  await expect(page.getByText('Enter whole addresses such as')).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Handbook')
  await page.getByLabel('Redirect addresses').fill('https://handbook.example.com/cb')
  await page.getByRole('button', { name: 'Add app' }).click()
  await expect(heading(page, 'Handbook')).toBeVisible()

  const secret = page.getByLabel('Client secret', { exact: true })
  const first = await secret.inputValue()
  await page.getByRole('button', { name: 'New secret' }).click()
  await page.getByRole('button', { name: 'Make new secret' }).click()
  await expect(page.getByText('The old client secret stops working')).toBeVisible()
  await expect(secret).not.toHaveValue(first)
  const picture =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
  const upload = async (buffer: Buffer) => {
    const file = { name: 'handbook.svg', mimeType: 'image/svg+xml', buffer }
    await page.getByLabel('Picture').setInputFiles(file)
    await page.getByRole('button', { name: 'Save icon' }).click()
  }
  await upload(Buffer.from('no picture'))
  await expect(page.getByLabel('Picture')).toHaveAccessibleDescription(/can’t|can't/)
  await upload(Buffer.from(picture))
  await expect(page.getByRole('button', { name: 'Remove icon' })).toBeVisible()

  await page.getByRole('link', { name: 'Test sign-in' }).click()
  const start = page.getByRole('link', { name: 'Test sign-in' })
  const href = (await start.getAttribute('href')) ?? ''
  await start.click()
  await expect(page.getByText('It works')).toBeVisible()
  await page.goto(`${href.replace(/scope=[^&]*/, 'scope=openid+offline_access')}&prompt=consent`)
  await expect(page.getByText('Handbook would like to stay signed in')).toBeVisible()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('It works')).toBeVisible()
  await page.goto('/apps')
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await expect(page.getByText('Withdrawn. The app asks you again next time.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Withdraw' })).toHaveCount(0)
  await organization.removeApps()
})

test('searching for someone', async ({ page, organization }) => {
  const agent = await organization.agent({ name: 'Quirin Sought' })
  await signIn(page, await organization.admin())
  await page.goto('/organization/users')
  await page.getByRole('searchbox', { name: 'Search users' }).fill('quirin')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Users' }).getByRole('link')).toHaveText([agent.name])
})
