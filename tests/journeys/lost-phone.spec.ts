import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import {
  enterCode,
  enterPassword,
  expectSignedOut,
  heading,
  saveRecoveryCodes,
  scanAndConfirm,
  signOut,
} from '../support/browser/steps'
import type { Resident } from '../support/server/resident'

/** What an admin does for somebody who lost the phone. */
async function reset(page: Page, who: Resident): Promise<void> {
  await page.goto(`/organization/users/${who.id}`)
  await page.getByRole('button', { name: 'Reset two-factor authentication' }).click()
  const dialog = page.getByRole('dialog', { name: 'Reset two-factor authentication?' })
  await expect(dialog).toContainText(who.name)
  await dialog.getByRole('button', { name: 'Reset' }).click()
  await expect(
    page.getByText('Two-factor authentication was reset. They’re signed out everywhere.'),
  ).toBeVisible()
  await expect(dialog).toBeHidden()
}

test('somebody required loses the phone: an admin resets it, and a new phone takes its place', {
  tag: '@several-servers',
}, async ({ page, organization, signedIn, anotherBrowser }) => {
  const agent = await organization.agent({ enrolled: true, required: true })
  const theirs = await anotherBrowser()
  await signedIn(agent, theirs)
  await signedIn(await organization.admin())
  await reset(page, agent)
  await expect(page.getByText('Will be asked to set it up at the next sign-in.')).toBeVisible()

  await expectSignedOut(theirs)
  await enterPassword(theirs, agent)
  await expect(heading(theirs, 'Set up two-factor authentication')).toBeVisible()
  await enterCode(theirs, await agent.phone.nextCode(), 'Verify and turn on')
  await expect(theirs.getByLabel('Authentication code')).toHaveAccessibleDescription(/That code didn't work/)
  const phone = await scanAndConfirm(theirs)
  await saveRecoveryCodes(theirs)
  await signOut(theirs)

  await enterPassword(theirs, agent)
  await enterCode(theirs, await agent.phone.nextCode())
  await expect(theirs.getByLabel('Authentication code')).toHaveAccessibleDescription(/That code didn't work/)
  await theirs.getByRole('link', { name: 'Use a recovery code' }).click()
  await theirs.getByLabel('Recovery code').fill(agent.nextRecoveryCode())
  await theirs.getByRole('button', { name: 'Verify' }).click()
  await expect(theirs.getByLabel('Recovery code')).toHaveAccessibleDescription(/was already used/)
  await theirs.getByRole('link', { name: 'Use your authenticator app' }).click()
  await enterCode(theirs, await phone.nextCode())
  await expect(heading(theirs, 'Profile')).toBeVisible()
})

test('for somebody who is not required, a reset leaves the password alone', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ enrolled: true })
  await signedIn(await organization.admin())
  await reset(page, agent)
  await expect(page.getByText('Signs in with a password only.')).toBeVisible()

  const theirs = await anotherBrowser()
  await enterPassword(theirs, agent)
  await expect(heading(theirs, 'Profile')).toBeVisible()
  await expect(theirs.getByRole('link', { name: 'Enable two-factor authentication' })).toBeVisible()
})
