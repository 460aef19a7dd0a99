import { expect, test } from '../support/browser/browser'
import {
  enterCode,
  enterPassword,
  expectSignedOut,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
} from '../support/browser/steps'

test('signing in leads back to the page that was wanted', { tag: '@several-servers' }, async ({
  page,
  organization,
  anotherBrowser,
}) => {
  const admin = await organization.admin({ enrolled: true })
  const wanted = '/organization/users?q=nobody&twoFactor=on'
  await page.goto(wanted)
  await expect(heading(page, 'Sign in')).toBeVisible()
  await page.getByLabel('Email').fill(admin.email)
  await passwordField(page).fill('not my password at all')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('The email or password is incorrect.')).toBeVisible()
  await passwordField(page).fill(admin.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(heading(page, 'Enter your authentication code')).toBeVisible()
  await enterCode(page, await admin.phone.nextCode())
  await expect(page).toHaveURL(wanted)
  await expect(page.getByText('No one found')).toBeVisible()

  const required = await organization.admin({ required: true })
  const theirs = await anotherBrowser()
  await theirs.goto('/organization/audit')
  await theirs.getByLabel('Email').fill(required.email)
  await passwordField(theirs).fill(required.password)
  await theirs.getByRole('button', { name: 'Sign in' }).click()
  await scanAndConfirm(theirs)
  await saveRecoveryCodes(theirs)
  await expect(theirs).toHaveURL('/organization/audit')
  await expect(heading(theirs, 'Audit log')).toBeVisible()
})

test('next leads to our own pages only', async ({ page, organization }) => {
  const agent = await organization.agent()
  for (const next of ['https://example.org/', '//example.org', '/\\example.org', 'javascript:alert(1)']) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await page.getByLabel('Email').fill(agent.email)
    await passwordField(page).fill(agent.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL('/profile')
    await page.context().clearCookies()
  }
})

test('five wrong codes end the sign-in; another one begins with the password', async ({
  page,
  organization,
}) => {
  const agent = await organization.agent({ enrolled: true })
  await enterPassword(page, agent)
  const field = page.getByLabel('Authentication code')
  for (let attempt = 1; attempt <= 4; attempt++) {
    await enterCode(page, await agent.phone.wrongCode())
    await expect(field).toHaveAccessibleDescription(
      "That code didn't work. Wait for the next one and try again.",
    )
    await expect(field).toHaveValue('')
  }
  await enterCode(page, await agent.phone.wrongCode())
  await expect(heading(page, 'Sign in')).toBeVisible()
  await expect(
    page.getByText('This sign-in ended after 5 wrong codes. Sign in again with your email and password.'),
  ).toBeVisible()
  await page.goto('/sign-in/code')
  await expect(heading(page, 'Sign in')).toBeVisible()
  await expectSignedOut(page)

  await enterPassword(page, agent)
  await enterCode(page, await agent.phone.nextCode())
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('the sixth digit sends the code, once; whoever corrects one presses the button', async ({
  page,
  organization,
}) => {
  const agent = await organization.agent({ enrolled: true })
  const field = page.getByLabel('Authentication code')
  await enterPassword(page, agent)
  await expect(heading(page, 'Enter your authentication code')).toBeVisible()
  await field.pressSequentially(await agent.phone.wrongCode())
  await expect(field).toHaveAccessibleDescription(/That code didn't work/)
  await field.pressSequentially(await agent.phone.wrongCode())
  await page.waitForTimeout(500)
  await expect(field).not.toHaveValue('')
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(field).toHaveValue('')

  await enterPassword(page, agent)
  await expect(heading(page, 'Enter your authentication code')).toBeVisible()
  const code = await agent.phone.nextCode()
  await field.pressSequentially(code.slice(0, 2) + code.slice(3))
  for (const _ of code.slice(3)) await page.keyboard.press('ArrowLeft')
  await page.keyboard.type(code.charAt(2))
  await expect(field).toHaveValue(code)
  await page.waitForTimeout(500)
  await expect(field).toHaveValue(code)
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('a code with a space in it is right, and a code that was used is not', async ({
  page,
  organization,
}) => {
  const agent = await organization.agent({ enrolled: true })
  const code = await agent.phone.nextCode()
  await enterPassword(page, agent)
  await enterCode(page, `${code.slice(0, 3)} ${code.slice(3)}`)
  await expect(heading(page, 'Profile')).toBeVisible()

  await page.context().clearCookies()
  await enterPassword(page, agent)
  await enterCode(page, code)
  await expect(page.getByLabel('Authentication code')).toHaveAccessibleDescription(/That code didn't work/)
})

test('the code page says whose sign-in it is, and leads back', async ({ page, organization }) => {
  const agent = await organization.agent({ enrolled: true })
  await enterPassword(page, agent)
  await expect(page.getByText(`Signing in as ${agent.email}.`)).toBeVisible()
  await page.getByRole('link', { name: 'Back to sign in' }).click()
  await expect(heading(page, 'Sign in')).toBeVisible()
})

test('an unknown email gets the answer of a wrong password; suspended people are told with the right one', async ({
  page,
  organization,
}) => {
  const dana = await organization.agent({ suspended: true })
  const suspended = 'Your account is suspended. Ask an admin of your organization to reactivate it.'
  for (const email of ['nobody@example.com', dana.email]) {
    await enterPassword(page, { email, password: 'not my password at all' })
    await expect(page.getByText('The email or password is incorrect.')).toBeVisible()
    await expect(page.getByText(suspended)).toHaveCount(0)
    await expect(page.getByLabel('Email')).toHaveValue(email)
    await expect(passwordField(page)).toHaveValue('')
  }
  await enterPassword(page, dana)
  await expect(page.getByText(suspended)).toBeVisible()
  await expectSignedOut(page)
})
