import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import {
  enterCode,
  enterPassword,
  heading,
  passwordField,
  saveRecoveryCodes,
  signIn,
  signOut,
} from '../support/browser/steps'

const refused = 'That recovery code is incorrect or was already used. Try another one.'

/** From the code page to the other one, and sends a recovery code. */
async function enterRecoveryCode(page: Page, code: string): Promise<void> {
  await expect(heading(page, 'Enter your authentication code')).toBeVisible()
  await page.getByRole('link', { name: 'Use a recovery code' }).click()
  await expect(heading(page, 'Use a recovery code')).toBeVisible()
  await page.getByLabel('Recovery code').fill(code)
  await page.getByRole('button', { name: 'Verify' }).click()
}

test('a recovery code signs in, once, however it is written', { tag: '@several-servers' }, async ({
  page,
  organization,
}) => {
  const agent = await organization.agent({ enrolled: true })
  const code = agent.nextRecoveryCode()
  await enterPassword(page, agent)
  await enterRecoveryCode(page, ` ${code.toLowerCase().replace(/-/g, ' ')} `)
  await expect(heading(page, 'Profile')).toBeVisible()
  await expect(page.getByText('You signed in with a recovery code. 9 recovery codes left.')).toBeVisible()
  await page.getByRole('link', { name: 'Lost your phone? Replace your authenticator' }).click()
  await expect(page.getByText('Lost your phone? Use a recovery code.')).toBeVisible()
  await page.goto('/profile')
  await signOut(page)

  await enterPassword(page, agent)
  await enterRecoveryCode(page, code)
  const field = page.getByLabel('Recovery code')
  await expect(field).toHaveAccessibleDescription(refused)
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('')
  await page.getByRole('link', { name: 'Use your authenticator app' }).click()
  await enterCode(page, await agent.phone.nextCode())
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('whoever wanted another page is told first how many codes are left, and gets there from the profile', async ({
  page,
  organization,
}) => {
  const agent = await organization.agent({ enrolled: true })
  for (const [end, wanted] of [
    ['Continue to the page you wanted', '/profile/name'],
    ['Lost your phone? Replace your authenticator', '/profile/name?from=there'],
  ] as const) {
    await page.context().clearCookies()
    await page.goto(wanted)
    await page.getByLabel('Email').fill(agent.email)
    await passwordField(page).fill(agent.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await enterRecoveryCode(page, agent.nextRecoveryCode())
    await expect(
      page.getByText(/^You signed in with a recovery code\. [98] recovery codes left\./),
    ).toBeVisible()
    await expect(heading(page, 'Profile').locator(':focus')).toBeVisible()
    await page.getByRole('link', { name: end }).click()
    await expect(page).toHaveURL(
      (url) => `${url.pathname}${url.search}` === wanted || url.searchParams.get('next') === wanted,
    )
  }
})

test('new recovery codes take password and code, and void the old ones', async ({ page, organization }) => {
  const agent = await organization.agent({ enrolled: true })
  await signIn(page, agent)
  await expect(page.getByText('10 recovery codes left.', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'New recovery codes' }).click()
  const dialog = page.getByRole('dialog', { name: 'Make new recovery codes?' })
  const code = dialog.getByLabel('Authentication code or recovery code')
  const make = dialog.getByRole('button', { name: 'Make new codes' })

  await passwordField(dialog).fill(agent.password)
  await code.fill(await agent.phone.wrongCode())
  await make.click()
  await expect(code).toHaveAccessibleDescription(/That code didn't work/)
  await expect(passwordField(dialog)).toHaveValue('')

  await passwordField(dialog).fill(agent.password)
  await code.fill(await agent.phone.nextCode())
  await make.click()
  const codes = await saveRecoveryCodes(page)
  expect(codes).toHaveLength(10)
  await expect(heading(page, 'Profile')).toBeVisible()
  await signOut(page)

  await enterPassword(page, agent)
  await enterRecoveryCode(page, agent.nextRecoveryCode())
  await expect(page.getByLabel('Recovery code')).toHaveAccessibleDescription(refused)
  await page.getByLabel('Recovery code').fill(codes[0] ?? '')
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(heading(page, 'Profile')).toBeVisible()
})
