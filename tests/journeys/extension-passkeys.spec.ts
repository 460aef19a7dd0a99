import { expect, openPopup, test } from '../support/browser/popup'
import { enterCode, enterPassword, heading, passwordField, signOut } from '../support/browser/steps'
import { VirtualKey } from '../support/browser/virtual-key'

test('a passkey does the second step on a page of the server, and the extension goes on', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const { origin } = server
  const agent = await organization.agent({ enrolled: true })
  const page = await extension.context.newPage()
  await VirtualKey.plugInto(page, 'security-key')
  await enterPassword(page, agent, origin)
  await enterCode(page, await agent.phone.nextCode())
  await expect(heading(page, 'Profile')).toBeVisible()
  await page.goto(`${origin}/profile/two-factor/passkey`)
  await passwordField(page).fill(agent.password)
  await page.getByLabel('Authentication code or recovery code').fill(agent.nextRecoveryCode())
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Add passkey' }).click()
  await expect(page.getByText('Passkey added.')).toBeVisible()
  await signOut(page)

  const popup = await openPopup(extension, server, agent)
  await expect(heading(popup, 'Enter your authentication code')).toBeVisible()
  const opened = extension.context.waitForEvent('page')
  await popup.getByRole('button', { name: 'Use your passkey' }).click()
  const tab = await opened
  await tab.waitForURL(/\/sign-in\/passkey\//)
  const address = tab.url()
  await tab.close()
  await popup.close()
  // The simulated key is plugged into this page.
  await page.bringToFront()
  await page.goto(address)
  await expect(page.getByText(`You’re signing in to the browser extension as ${agent.email}.`)).toBeVisible()
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await expect(heading(page, 'Confirmed')).toBeVisible()

  const again = await extension.popup()
  await expect(heading(again, agent.name)).toBeVisible()
  await page.goto(address)
  await expect(heading(page, 'This sign-in has ended')).toBeVisible()
  await page.goto(`${origin}/profile`)
  await expect(heading(page, 'Sign in')).toBeVisible()
})

test('whoever has no passkey is told so in the popup', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 40/)
  const popup = await openPopup(extension, server, await organization.agent({ enrolled: true }))
  await popup.getByRole('button', { name: 'Use your passkey' }).click()
  await expect(popup.getByText('You have no passkey that works here. Use another way.')).toBeVisible()
})
