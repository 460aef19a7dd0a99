import { expect, test } from '../support/browser/browser'
import { readQrCode } from '../support/browser/qr-screenshot'
import {
  enterCode,
  enterPassword,
  expectSignedOut,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
  shownRecoveryCodes,
  signOut,
} from '../support/browser/steps'
import { Authenticator } from '../support/world/authenticator'

test('somebody enables 2FA from the profile, and the next sign-in asks for the code', {
  tag: '@several-servers',
}, async ({ page, organization }) => {
  const agent = await organization.agent()
  await enterPassword(page, agent)
  await expect(heading(page, 'Profile')).toBeVisible()
  await page.getByRole('link', { name: 'Enable two-factor authentication' }).click()
  await passwordField(page).fill(agent.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  const phone = await scanAndConfirm(page)
  await saveRecoveryCodes(page)

  await expect(page).toHaveURL('/profile')
  await expect(page.getByText(/^On since \d+ \w+ \d{4}\.$/)).toBeVisible()
  await signOut(page)

  await enterPassword(page, agent)
  await expect(heading(page, 'Enter your authentication code')).toBeVisible()
  await expectSignedOut(page)
  await enterPassword(page, agent)
  await enterCode(page, await phone.nextCode())
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('a wrong password at the beginning gets a sentence beside the field', async ({
  page,
  organization,
  signedIn,
}) => {
  await signedIn(await organization.agent())
  await page.goto('/profile/two-factor')
  await passwordField(page).fill('not my password at all')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(passwordField(page)).toHaveAccessibleDescription('The password is incorrect.')
  await expect(passwordField(page)).toBeFocused()
  await expect(passwordField(page)).toHaveValue('')
  await expect(page.getByRole('img', { name: 'QR code' })).toHaveCount(0)
})

test('a phone whose clock is two minutes behind is told so, and its code is not accepted', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent()
  await signedIn(agent)
  await page.goto('/profile/two-factor')
  await passwordField(page).fill(agent.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  const uri = await readQrCode(page)
  const phone = Authenticator.scan(uri)
  expect(phone.setupKey).toBe((await page.getByLabel('Setup key').textContent())?.replace(/\s/g, ''))
  expect(decodeURIComponent(new URL(uri).pathname)).toBe(
    `/Countersign:${agent.email} (${new URL(page.url()).host.replace(':', ' ')})`,
  )

  // Three or four steps behind, wherever in a step this moment lies: both round to two minutes.
  await enterCode(page, await phone.codeOff(-105_000), 'Verify and turn on')
  const field = page.getByLabel('Authentication code')
  await expect(field).toHaveAccessibleDescription(
    "Your phone's clock looks about 2 minutes behind. Set it to automatic time and try again.",
  )
  await enterCode(page, await phone.wrongCode(), 'Verify and turn on')
  await expect(field).toHaveAccessibleDescription(
    "That code didn't work. Wait for the next one and try again.",
  )
  await expect(field).toHaveValue('')
  expect(await readQrCode(page)).toBe(uri)

  await enterCode(page, await phone.nextCode(), 'Verify and turn on')
  await shownRecoveryCodes(page)
})
