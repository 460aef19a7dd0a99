import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { readQrCode } from '../support/browser/qr-screenshot'
import {
  enterCode,
  enterPassword,
  expectSignedOut,
  heading,
  passwordField,
  saveRecoveryCodes,
  signIn,
} from '../support/browser/steps'
import type { Resident } from '../support/server/resident'
import { Authenticator } from '../support/world/authenticator'

/** Starts a replacement from the profile, with this code as the second proof, and scans the new QR code. */
async function scanNewCode(page: Page, who: Resident, code: string): Promise<Authenticator> {
  await page.goto('/profile')
  await page.getByRole('link', { name: 'Replace authenticator' }).click()
  await expect(heading(page, 'Set up two-factor authentication')).toBeVisible()
  await passwordField(page).fill(who.password)
  await page.getByLabel('Authentication code or recovery code').fill(code)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(
    page.getByText('Your current authenticator keeps working until the new one is confirmed.'),
  ).toBeVisible()
  await expect(page.getByText('10 new recovery codes, and the old ones will no longer work.')).toBeVisible()
  await expect(page.getByText('Your app will show two entries.')).toBeVisible()
  await expect(page.getByText('Once it works, delete the older one.')).toBeVisible()
  return Authenticator.scan(await readQrCode(page), { ahead: 1 })
}

test('replacing with a code: the old phone works until the new one is confirmed', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ enrolled: true })
  await signedIn(agent)
  const phone = await scanNewCode(page, agent, await agent.phone.nextCode())
  expect(phone.setupKey).not.toBe(agent.phone.setupKey)

  const elsewhere = await anotherBrowser()
  await signIn(elsewhere, agent)

  await enterCode(page, await phone.nextCode(), 'Verify and turn on')
  const codes = await saveRecoveryCodes(page)
  expect(codes).not.toContain(agent.recoveryCodes[0])
  await expect(heading(page, 'Profile')).toBeVisible()

  await expectSignedOut(elsewhere)
  await enterPassword(elsewhere, agent)
  await enterCode(elsewhere, await agent.phone.shownCode())
  await expect(elsewhere.getByLabel('Authentication code')).toHaveAccessibleDescription(
    /That code didn't work/,
  )
  await enterCode(elsewhere, await phone.nextCode())
  await expect(heading(elsewhere, 'Profile')).toBeVisible()
})

test('someone required who lost the phone signs in and replaces it with two recovery codes', async ({
  page,
  organization,
}) => {
  const agent = await organization.agent({ enrolled: true, required: true })
  await enterPassword(page, agent)
  await page.getByRole('link', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(agent.nextRecoveryCode())
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(heading(page, 'Profile')).toBeVisible()

  const phone = await scanNewCode(page, agent, agent.nextRecoveryCode())
  await enterCode(page, await phone.nextCode(), 'Verify and turn on')
  await saveRecoveryCodes(page)
  await expect(page.getByText('Ask an admin to turn it off.')).toBeVisible()
})

test('a wrong code starts no replacement', async ({ page, organization, signedIn }) => {
  const agent = await organization.agent({ enrolled: true })
  await signedIn(agent)
  await page.goto('/profile/two-factor')
  const code = page.getByLabel('Authentication code or recovery code')
  await passwordField(page).fill(agent.password)
  await code.fill(await agent.phone.wrongCode())
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(code).toHaveAccessibleDescription(/That code didn't work/)
  await expect(code).toHaveValue('')
  await expect(page.getByRole('img', { name: 'QR code' })).toHaveCount(0)
})
